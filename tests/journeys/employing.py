"""The repetitive steps of joint employment through the JSON door: asking, proposing, logging, settling, drawing up."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID, uuid4

from auth.accounts.operations import NewAccount, open_account
from auth.permissions.rules import Role
from auth.viewer import Viewer
from registry.municipalities.loading import MINISTRY
from registry.municipalities.operations import Fact, record_facts
from registry.municipalities.rules import POPULATION
from reports.demo.requests import skill_id
from tests.browser import Browser
from tests.world import PASSWORD, viewer_of

DESIGN: Final = "11"
"""窓口・申請の設計, the skill that the journeys' people hold."""
TROUBLE: Final = "窓口が分かれていて、書く紙が多い。"


@dataclass(frozen=True, slots=True)
class Term:
    """What every need of a journey asks for: from the first to the last day, half-days a month, the form."""

    first_day: date
    last_day: date
    half_days: int
    form: str

    def requirement(self) -> dict[str, Any]:
        """As the API takes it."""
        return {"role": "service_designer", "half_days": self.half_days, "on_site_half_days": 1, "form": self.form,
                "first_day": self.first_day.isoformat(), "last_day": self.last_day.isoformat()}  # fmt: skip


async def said(browser: Browser, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The answer of the API, which is no refusal: to a question, or to what is sent."""
    answer = await (browser.get(f"/api/v1{path}") if body is None else browser.send(path, body))
    assert answer.is_success, f"{path}: {answer.text}"
    found: dict[str, Any] = answer.json()
    return found


async def registered(hall: Browser, name: str, *, login: str, days: date, form: str, **more: Any) -> str:
    """A service designer in the pool, who offers twenty days a month for years from a day on."""
    new = {"name": name, "roles": ["service_designer"], "forms": [form], "max_municipalities": 50,
           "email": f"{login}@example.jp",
           "skills": [{"skill": str(skill_id(DESIGN)), "level": 3, "verified": True}]}  # fmt: skip
    member: str = (await said(hall, "/members", new | more))["id"]
    offer = {"first_day": days.isoformat(), "last_day": days.replace(year=days.year + 3).isoformat(), "half_days": 40}
    await said(hall, f"/members/{member}/offers", offer)
    return member


async def asked(town: Browser) -> str:
    """A need, sent."""
    intake = {"draft": str(uuid4()), "title": "窓口の手続を減らしたい", "story": TROUBLE, "themes": ["counter"]}
    need: str = (await said(town, "/needs", intake))["id"]
    return need


async def heard(hall: Browser, need: str, day: date, term: Term) -> str:
    """Heard, triaged and made matchable by whoever looks after the town."""
    findings = {"heard_on": day.isoformat(), "means": "visit", "findings": "窓口は3つ。様式は9種類。"}
    await said(hall, f"/needs/{need}/hearings", findings)
    await said(hall, f"/needs/{need}/triage", {"triage": "hands_on"})
    await said(hall, f"/needs/{need}/requirement", term.requirement())
    return need


async def proposed(hall: Browser, member: str, needs: Collection[str], *, answer_by: date) -> str:
    """One person for several towns, everybody asked."""
    draft = {"member": member, "needs": list(needs), "message": "窓口の経験が10年あります。"}
    proposal: str = (await said(hall, "/proposals", draft))["id"]
    await sent(hall, proposal, answer_by=answer_by)
    return proposal


async def sent(hall: Browser, proposal: str, *, answer_by: date) -> None:
    """Everybody is asked."""
    await said(hall, f"/proposals/{proposal}/sending", {"answer_by": answer_by.isoformat()})


async def accepted(asked_ones: Iterable[Browser], proposal: str) -> None:
    """Each accepts whatever they are asked."""
    for one in asked_ones:
        parties = (await said(one, f"/proposals/{proposal}"))["proposal"]["parties"]
        answers = [{"party": row["id"], "version": row["version"], "answer": "accepted"} for row in parties]
        await said(one, f"/proposals/{proposal}/answers", {"answers": answers})


async def confirmed(hall: Browser, proposal: str) -> None:
    """Checked for conflicts of interest, and confirmed."""
    await said(hall, f"/proposals/{proposal}/conflict-check", {})
    await said(hall, f"/proposals/{proposal}/confirmation", {})


async def appointed(bodies: Mapping[str, Browser], reader: Browser, proposal: str) -> list[str]:
    """Every appointing body approves its appointment."""
    rows = [row for row in (await said(reader, "/appointments"))["appointments"] if row["proposal"] == proposal]
    for row in rows:
        await said(bodies[row["appointing_body"]], f"/appointments/{row['id']}/approval", {})
    return [row["id"] for row in rows]


async def agreement_of(hall: Browser, proposal: str) -> str:
    """The agreement that came of a proposal."""
    rows = (await said(hall, "/agreements"))["agreements"]
    return next(str(row["id"]) for row in rows if row["proposal"] == proposal)


async def divided(hall: Browser, agreement: str, mix: Mapping[str, int], yen: int) -> None:
    """How the cost is divided."""
    path = f"/agreements/{agreement}"
    seen = await version(hall, path, "agreement")
    await said(hall, f"{path}/division", {**mix, "yearly_yen": yen, "version": seen})


async def agreed(bodies: Collection[Browser], agreement: str) -> None:
    """Every body agrees to the text that stands."""
    for body in bodies:
        text = (await said(body, f"/agreements/{agreement}"))["text"]["number"]
        await said(body, f"/agreements/{agreement}/approval", {"text": text})


async def signed(hall: Browser, agreement: str, day: date) -> None:
    """All sign in turn, as the body that keeps the agreement notes; then it is in force."""
    path = f"/agreements/{agreement}"
    for body in (await said(hall, path))["agreement"]["bodies"]:
        signing = {"organisation": body, "signed_on": day.isoformat(), "office": "架空の長", "signer": "署名 架空"}
        await said(hall, f"{path}/signatures", signing | {"version": await version(hall, path, "agreement")})
    assert (await said(hall, path))["agreement"]["state"] == "in_force"


async def version(browser: Browser, path: str, noun: str) -> int:
    """Which version a thing is in."""
    found: int = (await said(browser, path))[noun]["version"]
    return found


async def assignments_of(reader: Browser, proposal: str) -> dict[str, str]:
    """Town -> the assignment that came of a proposal."""
    rows = (await said(reader, "/assignments"))["assignments"]
    return {row["municipality"]: row["id"] for row in rows if row["proposal"] == proposal}


async def logged(
    member: Browser, town: Browser, assignment: str, days: Iterable[date], minutes: int, *, escorted: bool = False
) -> None:
    """The member writes what was done on each day, the town says that it is right."""
    for day in days:
        new = {"draft": str(uuid4()), "assignment": assignment, "done_on": day.isoformat(), "minutes": minutes,
               "means": "on_site", "escorted": escorted,
               "done": f"{day.month}月の窓口を見て、重なる欄を減らした。"}  # fmt: skip
        record = (await said(member, "/support", new))["id"]
        await said(town, f"/support/{record}/confirmation", {"version": 1})


async def settled(
    hall: Browser, towns: Mapping[str, Browser], agreement: str, year: int, costs: Collection[int]
) -> str:
    """The year is opened, its costs entered, everybody told; every body agrees. Closing is left to a person."""
    path = f"/settlements/{(await said(hall, '/settlements', {'agreement': agreement, 'fiscal_year': year}))['id']}"
    for at, amount in enumerate(costs, start=1):
        cost = {"incurred_on": date(year, 9, 30).isoformat(), "kind": "pay", "source": f"支出命令 架空{at}号",
                "amount": amount, "version": at}  # fmt: skip
        await said(hall, f"{path}/costs", cost)
    await said(hall, f"{path}/telling", {"version": len(costs) + 1})
    for share in (await said(hall, path))["shares"]:
        await said(towns[share["organisation"]], f"{path}/assent", {"share_yen": share["share_yen"]})
    return path


async def closed(hall: Browser, settlement: str) -> None:
    """The year is closed."""
    await said(hall, f"{settlement}/closing", {"version": await version(hall, settlement, "settlement")})


async def drawn_up(by: Browser, kind: str, about: str | UUID, **words: str) -> str:
    """A paper drawn up and approved by the body that issues it; its draft."""
    draft: str = (await said(by, "/documents/drafts", {"kind": kind, "about": str(about), **words}))["id"]
    await said(by, f"/documents/drafts/{draft}/approval", {"version": 1})
    return draft


async def officer(body: UUID, kind: str, login: str) -> None:
    """Somebody who answers for a body of the journey's own."""
    who = NewAccount(login=login, display_name="担当 架空", password=PASSWORD, email=f"{login}@example.jp")
    await open_account(who, role=Role.MANAGER, by=Viewer.system(body, kind=kind))


async def entering(member: str, pool: UUID, login: str) -> Viewer:
    """A person of the pool with a password."""
    who = NewAccount(login=login, display_name="支援者 架空", password=PASSWORD, member=UUID(member))
    return await viewer_of((await open_account(who, role=None, by=Viewer.system(pool))).id)


async def counted(inhabitants: Mapping[UUID, int], as_of: date) -> None:
    """Invented populations, each on the same day."""
    facts: list[Fact] = [(town, POPULATION, Decimal(people), None) for town, people in inhabitants.items()]
    source = "架空の台帳"
    await record_facts(facts=facts, as_of=as_of, source=source, verb="import_population", by=Viewer.system(MINISTRY))

"""Two ways of sharing people, from the agreement to the closed year, over the API: Ehime's and Nagano's (`domain.md`).

Populations, people and sums are invented.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from auth.accounts.operations import NewAccount, open_account
from auth.organisations.operations import link_bodies
from auth.permissions.rules import Role
from auth.viewer import Viewer
from foundation.text.ids import body_id
from matching.agreements.queries import agreement_of
from matching.appointments.operations import approve_appointment
from matching.appointments.queries import appointments_of
from matching.assignments.tasks import begin_employment
from matching.proposals import operations as proposals
from matching.proposals.schemas import ProposalDraft, Sending
from registry.municipalities.loading import MINISTRY
from registry.municipalities.operations import Fact, record_facts
from registry.municipalities.queries import towns_of
from registry.municipalities.rules import POPULATION
from tests.browser import Browser, Visit
from tests.matching.employment import ANSWER_BY, FIRST, TODAY, Story, answer, matchable_need, on
from tests.matching.settlements.settling import DAY, YEAR
from tests.registry.people import designer, offering, signed_in
from tests.world import EHIME, PASSWORD, SINCE, World, viewer_of

pytestmark = pytest.mark.database

EXPERTS = ("伊予 架空", "宇和 架空", "三間 架空")
AS_OF = date(2026, 1, 1)


@dataclass
class Shared:
    """A person shared by towns, as the browsers of those who act."""

    agreement: UUID
    hall: Browser
    member: Browser
    towns: dict[str, Browser]


async def counted(inhabitants: Mapping[UUID | None, int]) -> None:
    """Invented populations, each on the same day."""
    facts: list[Fact] = [(town, POPULATION, Decimal(people), None) for town, people in inhabitants.items() if town]
    by = Viewer.system(MINISTRY)
    await record_facts(facts=facts, as_of=AS_OF, source="架空の台帳", verb="import_population", by=by)


async def towns_at_work(world: World) -> list[tuple[Viewer, str]]:
    """Ehime's twenty municipalities with invented populations and somebody in each."""
    found = await towns_of(prefecture=EHIME, by=Viewer.public())
    assert len(found) == 20
    await counted({town.id: 5_000 + 7_919 * at for at, town in enumerate(found)})
    people = []
    for town in found:
        login = f"town-{town.code}"
        if town.id != body_id("382019"):
            await link_bodies(parent=EHIME, child=town.id, kind="framework", start=SINCE, by=Viewer.system(EHIME))
        who = NewAccount(login=login, display_name="担当 架空", password=PASSWORD, email=f"{login}@example.jp")
        account = await open_account(who, role=Role.MANAGER, by=Viewer.system(town.id, kind="municipality"))
        people.append((await viewer_of(account.id), login))
    return people


async def employed(pool: Viewer, towns: list[Viewer], name: str, login: str) -> Story:
    """One expert for some towns: asked, answered, confirmed and at work."""
    member = await designer(by=pool, name=name, prefecture=pool.organisation, email=f"{login}@example.jp")
    await offering(member, 2 * len(towns), by=pool)
    viewer = await signed_in(member, by=pool, login=login)
    needs = [await matchable_need(town, by=pool, half_days=2) for town in towns]
    id = (await proposals.draft_proposal(draft=ProposalDraft(member=member, needs=needs, message="担当"), by=pool)).id
    story = Story(id, viewer, pool, tuple(towns))
    await proposals.send_proposal(id=id, sending=Sending(answer_by=ANSWER_BY), by=pool)
    for party in story.parties:
        await answer(story, party)
    await proposals.check_conflicts(id=id, by=pool)
    await proposals.confirm_proposal(id=id, by=pool)
    for post in await appointments_of(proposal=id, by=pool):
        town = next(town for town in towns if town.organisation == post.appointing_body)
        await approve_appointment(id=post.id, by=town)
    return story


async def said(answered: Any) -> dict[str, Any]:
    """The answer of the API, which is no refusal."""
    assert answered.status_code in (200, 201), answered.text
    found: dict[str, Any] = answered.json()
    return found


async def version_of(browser: Browser, path: str, noun: str) -> int:
    version: int = (await said(await browser.get(f"/api/v1{path}")))[noun]["version"]
    return version


async def agree(shared: Shared, mix: dict[str, int]) -> None:
    """Divide the cost, agree to the text, sign in turn."""
    path = f"/agreements/{shared.agreement}"
    await said(await shared.hall.send(f"{path}/division", mix | {"yearly_yen": 6_000_000, "version": 1}))
    for browser in (shared.hall, *shared.towns.values()):
        await said(await browser.send(f"{path}/approval", {"text": 1}))
    for body in (await said(await shared.hall.get(f"/api/v1{path}")))["agreement"]["bodies"]:
        signing = {"organisation": body, "signed_on": DAY.isoformat(), "office": "架空の長", "signer": "署名 架空",
                   "version": await version_of(shared.hall, path, "agreement")}  # fmt: skip
        await said(await shared.hall.send(f"{path}/signatures", signing))
    assert (await said(await shared.hall.get(f"/api/v1{path}")))["agreement"]["state"] == "in_force"


async def log(shared: Shared, minutes: list[int]) -> None:
    """The member writes what was done for each town, the town says that it is right."""
    work = (await said(await shared.member.get("/api/v1/assignments")))["assignments"]
    for row, length in zip(sorted(work, key=lambda row: row["id"]), minutes, strict=False):
        new = {"draft": str(uuid4()), "assignment": row["id"], "done_on": DAY.isoformat(), "minutes": length,
               "means": "on_site", "done": "窓口の手続を減らした。"}  # fmt: skip
        record = (await said(await shared.member.send("/support", new)))["id"]
        town = shared.towns[row["municipality"]]
        await said(await town.send(f"/support/{record}/confirmation", {"version": 1}))


async def settle(shared: Shared, costs: list[int]) -> dict[str, Any]:
    """Open the year, enter its costs, tell, agree, close; returns the closed settlement."""
    new = {"agreement": str(shared.agreement), "fiscal_year": YEAR}
    path = f"/settlements/{(await said(await shared.hall.send('/settlements', new)))['id']}"
    for at, amount in enumerate(costs):
        cost = {"incurred_on": FIRST.isoformat(), "kind": "pay", "source": f"支出命令 架空{at}号", "amount": amount}
        await said(await shared.hall.send(f"{path}/costs", cost | {"version": at + 1}))
    await said(await shared.hall.send(f"{path}/telling", {"version": len(costs) + 1}))
    for share in (await said(await shared.hall.get(f"/api/v1{path}")))["shares"]:
        town = shared.towns[share["organisation"]]
        await said(await town.send(f"{path}/assent", {"share_yen": share["share_yen"]}))
    version = await version_of(shared.hall, path, "settlement")
    await said(await shared.hall.send(f"{path}/closing", {"version": version}))
    closed = await said(await shared.hall.get(f"/api/v1{path}"))
    assert closed["settlement"]["state"] == "closed"
    assert sum(share["share_yen"] for share in closed["shares"]) == sum(costs)
    refused = await shared.hall.send(f"{path}/costs", cost | {"version": version + 1})
    assert refused.status_code == 422
    return closed


async def agreement_id(story: Story) -> UUID:
    id = await agreement_of(proposal=story.proposal, by=story.pool)
    assert id is not None
    return id


async def shared_by(story: Story, visit: Visit, hall: str, member: str, towns: list[str]) -> Shared:
    """Everybody opens a browser."""
    browsers = {str(town.organisation): await visit(login)
                for town, login in zip(story.towns, towns, strict=True)}  # fmt: skip
    return Shared(await agreement_id(story), await visit(hall), await visit(member), browsers)


async def test_ehime_three_experts_over_twenty_towns_settle_by_population(world: World, visit: Visit) -> None:
    with on(TODAY):
        people = await towns_at_work(world)
        groups = [people[at :: len(EXPERTS)] for at in range(len(EXPERTS))]
        stories = [
            await employed(world.ehime, [viewer for viewer, _ in own], name, f"expert-{at}")
            for at, (name, own) in enumerate(zip(EXPERTS, groups, strict=True))
        ]
    with on(FIRST):
        await begin_employment()
    shares: dict[str, int] = {}
    with on(DAY):
        for at, (story, own) in enumerate(zip(stories, groups, strict=True)):
            shared = await shared_by(story, visit, "ehime", f"expert-{at}", [login for _, login in own])
            await agree(shared, {"equal": 0, "population": 100, "use": 0})
            await log(shared, [233] * len(own))
            closed = await settle(shared, [2_000_000 + at, 999_999])
            assert {share["inhabitants_as_of"] for share in closed["shares"]} == {AS_OF.isoformat()}
            shares |= {share["organisation"]: share["share_yen"] for share in closed["shares"]}
    assert len(shares) == 20 and sum(shares.values()) == 9_000_000


async def test_nagano_towns_share_by_a_mix_of_the_three_rules(world: World, visit: Visit) -> None:
    towns, inhabitants = [world.sera, world.jinseki, world.akiota], (15_000, 8_000, 5_400)
    with on(TODAY):
        await counted({town.organisation: people for town, people in zip(towns, inhabitants, strict=True)})
        story = await employed(world.hiroshima, towns, "千曲 架空", "chikuma")
    with on(FIRST):
        await begin_employment()
    with on(DAY):
        shared = await shared_by(story, visit, "hiroshima", "chikuma", ["sera", "jinseki", "akiota"])
        await agree(shared, {"equal": 20, "population": 30, "use": 50})
        await log(shared, [930, 465, 465])
        closed = await settle(shared, [1_000_000])
    days = {share["organisation"]: share["half_days"] for share in closed["shares"]}
    assert sorted(days.values()) == [2, 2, 4]
    for share in closed["shares"]:
        exact = 1_000_000 * (0.2 / 3 + 0.3 * share["inhabitants"] / 28_400 + 0.5 * days[share["organisation"]] / 8)
        assert abs(share["share_yen"] - exact) < 1

"""What the towns ask for: 120 needs, from half-written to handed on, in thirty stories that towns really tell."""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Final
from uuid import UUID, uuid5

from foundation.text.dates import add_months, first_of_month, fiscal_year, fiscal_year_period
from foundation.text.ids import BODY_NAMESPACE
from registry.capacity.rules import AppointmentForm
from registry.municipalities.queries import Town
from registry.needs import operations as needs
from registry.needs.requirement_schemas import Requirement
from registry.needs.rules import Triage
from registry.needs.schemas import HearingRecord, NeedDraft, NeedIntake, Referral, TriageChoice
from registry.skills.queries import OWN_SCHEME
from reports.demo.cast import EHIME, HIROSHIMA, KUMAMOTO, NAGANO, TOWNS, Cast
from reports.demo.timeline import Timeline

STAGES: Final = (
    "draft", "submitted", "submitted", "heard", "triaged", "accepted", "accepted", "accepted", "accepted", "accepted",
    "accepted", "accepted", "referred", "accepted", "on_hold", "accepted", "accepted", "withdrawn", "accepted",
    "accepted", "heard", "accepted", "submitted", "accepted",
)  # fmt: skip
"""How far the needs have come, over and over; the accepted ones are open until somebody is found."""
BEGAN: Final = {"draft": (1, 6), "submitted": (1, 13), "heard": (10, 20), "triaged": (17, 28)}
"""Between how many days ago a need began that still waits for the town or the prefecture; nobody waits for months."""
SHARE: Final = {HIROSHIMA: 56, EHIME: 40, KUMAMOTO: 24}
FORM: Final = {
    HIROSHIMA: AppointmentForm.JOINT_HIRE,
    EHIME: AppointmentForm.SPECIAL_PART_TIME,
    KUMAMOTO: AppointmentForm.CONTRACT,
    NAGANO: AppointmentForm.FIXED_TERM,
}


SERVED: Final = "engineer"
"""The role of a member who can be entered: what towns that can be entered ask of it, began long ago on any day."""
LONG_AGO: Final = 190
"""Days after which an accepted need has found somebody; it is then wanted from some weeks after its hearing."""


@dataclass(frozen=True, slots=True)
class OpenNeed:
    """A need for which somebody is wanted; `early`: since long ago, so that somebody is there by now."""

    id: UUID
    pool: str
    town: Town
    role: str
    half_days: int
    first_day: date
    last_day: date
    began: int
    early: bool


@dataclass(frozen=True, slots=True)
class Request:
    """A need to be told: which town, which story, how far it comes, when it began."""

    pool: str
    town: Town
    story: dict[str, str]
    stage: str
    began: int
    next_year: bool = False
    """Wanted for the fiscal year to come, rather than from next month on."""

    @property
    def early(self) -> bool:
        """Whether it began so long ago that the work runs by now."""
        return self.began >= LONG_AGO


def stories() -> list[dict[str, str]]:
    """The stories as they stand in the file."""
    return list(csv.DictReader(_lines("needs.csv")))


def skill_id(code: str) -> UUID:
    """The id of a skill of our own vocabulary."""
    return uuid5(BODY_NAMESPACE, f"{OWN_SCHEME}-{code}")


async def tell_needs(cast: Cast, timeline: Timeline) -> list[OpenNeed]:
    """Every need as far as it has come; returns those that are open."""
    told = [await tell_need(request, cast, timeline) for request in _requests(cast, timeline)]
    return [need for need in told if need is not None]


async def tell_need(request: Request, cast: Cast, timeline: Timeline) -> OpenNeed | None:
    """One need as far as it comes; given back where somebody is wanted."""
    id = await _tell(request, cast, timeline)
    return _open(id, request, timeline.as_of) if request.stage == "accepted" else None


def _open(id: UUID, request: Request, as_of: date) -> OpenNeed:
    wanted = _requirement(request, as_of)
    return OpenNeed(id, request.pool, request.town, wanted.role, wanted.half_days, wanted.first_day, wanted.last_day,
                    request.began, request.early)  # fmt: skip


def _requests(cast: Cast, timeline: Timeline) -> list[Request]:
    """Small towns ask twice as often; the towns that can be entered have something to show."""
    told = stories()
    requests: list[Request] = []
    for pool, count in SHARE.items():
        small = [town for town in cast.towns[pool] if town.kind in ("town", "village")]
        shown = [town for town in cast.towns[pool] if town.code in TOWNS] * 3
        asking = (shown + small * 3 + cast.towns[pool] * 2)[:count]
        for town in asking:
            story, stage = told[len(requests) * 7 % len(told)], STAGES[len(requests) % len(STAGES)]
            served = stage == "accepted" and town.code in TOWNS and story["role"] == SERVED
            between = (LONG_AGO, 300) if served else BEGAN.get(stage, (30, 300))
            requests.append(Request(pool, town, story, stage, timeline.chance.randrange(*between)))
    return sorted(requests, key=lambda request: (-request.began, request.town.code))


async def _tell(request: Request, cast: Cast, timeline: Timeline) -> UUID:
    story, town = request.story, await cast.town(request.town.code)
    timeline.days_ago(request.began)
    told = {
        "draft": timeline.new_id(), "title": story["title"], "story": story["story"],
        "themes": story["themes"].split(), "urgency": story["urgency"],
        "wished_half_days": int(story["half_days"]) if timeline.chance.random() < 0.6 else None,
    }  # fmt: skip
    if request.stage == "draft":
        return (await needs.save_draft(draft=NeedDraft.model_validate(told | {"urgency": None}), by=town)).id
    id = (await needs.submit_need(intake=NeedIntake.model_validate(told), by=town)).id
    if request.stage != "submitted":
        await _handle(id, request, cast, timeline)
    return id


async def _handle(id: UUID, request: Request, cast: Cast, timeline: Timeline) -> None:
    hall, town = cast.bodies[request.pool], cast.bodies[request.town.code]
    timeline.days_ago(request.began - 8)
    await needs.record_hearing(id=id, hearing=_hearing(request, timeline.today), by=hall)
    timeline.days_ago(request.began - 15)
    match request.stage:
        case "on_hold":
            await needs.hold_need(id=id, reason="来年度の予算が決まってから、もう一度相談します。", by=hall)
        case "referred":
            reason = "助言が2日ほどあれば足りるので、地域情報化アドバイザーの派遣をご案内します。"
            await needs.refer_need(id=id, referral=Referral(scheme="regional_adviser", reason=reason), by=hall)
        case "withdrawn":
            await needs.withdraw_need(id=id, reason="近くの町のやり方をまねて、自分たちで直せました。", by=town)
        case "triaged" | "accepted":
            await needs.triage_need(id=id, choice=TriageChoice(triage=Triage.HANDS_ON), by=hall)
    if request.stage == "accepted":
        timeline.days_ago(request.began - 22)
        await needs.set_requirement(id=id, requirement=_requirement(request, timeline.as_of), by=hall)


def _hearing(request: Request, day: date) -> HearingRecord:
    means = "visit" if request.pool in (HIROSHIMA, EHIME) else "online"
    return HearingRecord.model_validate(
        {"heard_on": day, "means": means, "attendees": f"{request.town.name} 2人、県 1人",
         "findings": request.story["findings"], "next_step": "必要な役割を一緒に決める。"}
    )  # fmt: skip


def _requirement(request: Request, as_of: date) -> Requirement:
    story = request.story
    first, last = _next_year(as_of) if request.next_year else _soon(request, as_of)
    first_skill, second_skill = story["skills"].split()
    return Requirement.model_validate(
        {"role": story["role"], "half_days": int(story["half_days"]),
         "on_site_half_days": int(story["on_site_half_days"]), "first_day": first, "last_day": last,
         "form": FORM[request.pool],
         "skills": [{"skill": skill_id(first_skill), "level": 2, "must": False},
                    {"skill": skill_id(second_skill), "level": 1, "must": False}]}
    )  # fmt: skip


def _soon(request: Request, as_of: date) -> tuple[date, date]:
    """From the first of a month to the end of the fiscal year half a year later; work that runs now runs next month."""
    start = as_of - timedelta(days=request.began - 60) if request.early else as_of
    first = add_months(first_of_month(start), 1)
    reached = max(add_months(first, 6), add_months(as_of, 1))
    return first, fiscal_year_period(fiscal_year(reached))[1] - timedelta(days=1)


def _next_year(as_of: date) -> tuple[date, date]:
    first, end = fiscal_year_period(fiscal_year(as_of) + 1)
    return first, end - timedelta(days=1)


def _lines(name: str) -> list[str]:
    return files("reports.demo").joinpath("world", name).read_text("utf-8").splitlines()

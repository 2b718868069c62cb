"""From what the registry holds to what the engine reads; integer tenths of a day, months, ids as they are."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from matching.allocation.lapsing import held_on, in_months, on_day
from matching.allocation.rules import months_to_serve, priority, visits
from matching.fit.facts import TENTHS_PER_HALF_DAY, Month, NeedFacts, PersonFacts, Place, Role
from registry.members.schemas import MemberFacts
from registry.municipalities.queries import Town
from registry.needs.requirement_schemas import RequirementRow
from registry.needs.schemas import NeedRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A town a person serves or was asked to serve. `booked`: the days are already gone from what remains."""

    member: UUID
    municipality: UUID
    need: UUID
    half_days: int
    first_day: date
    last_day: date
    booked: bool

    def months(self, today: date) -> tuple[Month, ...]:
        """Months still to be served."""
        return months_to_serve(self.first_day, self.last_day, today=today)


@dataclass(frozen=True, slots=True)
class Decline:
    """A town's word in an earlier proposal that it does not want this person for this need, and when."""

    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenNeed:
    """A need that waits for a person, with its complete requirement and its town."""

    row: NeedRow
    requirement: RequirementRow
    town: Town
    months: tuple[Month, ...]

    @property
    def id(self) -> UUID:
        """The need's id."""
        return self.row.id


def need_facts(
    requirement: RequirementRow,
    town: Town,
    *,
    urgency: str | None,
    today: date,
    dated: Collection[UUID] = (),
    refused: Collection[UUID] = (),
) -> NeedFacts:
    """What the fit reads of a need; `dated` are skills that somebody holds for a time only.

    A town whose staff or population is 未登録 is not protected (`decisions.md` 17, 18); the page says so. `refused` are
    the people whom the town declined for this very need: for another need they count as anybody.
    """
    return NeedFacts(
        id=requirement.need,
        municipality=requirement.municipality,
        role=Role(requirement.role),
        required_skills=_asked(requirement, dated, must=True),
        desired_skills=_asked(requirement, dated, must=False),
        half_days=requirement.half_days,
        on_site_days=visits(requirement.on_site_half_days),
        months=months_to_serve(requirement.first_day, requirement.last_day, today=today),
        forms=frozenset({requirement.form}),
        rate_ceiling=requirement.day_rate_ceiling_yen,
        region=str(requirement.municipality),
        refused_persons=frozenset(refused),
        protected=town.one_person_it is True,
        priority=priority(urgency),
        office=Place(code=town.code, latitude=town.latitude, longitude=town.longitude),
    )


def person_facts(
    member: MemberFacts,
    *,
    remaining: Mapping[date, int],
    commitments: Collection[Commitment],
    conflicts: Collection[UUID],
    today: date,
    days: Collection[date] = (),
    dated: Collection[UUID] = (),
) -> PersonFacts:
    """What the fit reads of a person; `remaining` is half-days by first day of month, an absent month was not offered.

    A month that a pause touches was not offered either. `days` are the first days of the needs: on each, a skill of
    `dated` counts or does not.

    Towns already served, also those that have not answered yet, take places of `max_municipalities`, and unanswered
    days are subtracted, so that every plan can be booked.
    """
    return PersonFacts(
        id=member.id,
        roles=frozenset(map(Role, member.roles)),
        skills=held_on(member, days=days, dated=dated),
        capacity=_capacity(in_months(member, remaining), commitments, today=today),
        max_municipalities=max(0, member.max_municipalities - most_towns_at_once(commitments, today=today)),
        travel_limit_minutes=member.travel_limit_minutes,
        on_site=member.on_site,
        remote=member.remote,
        forms=member.forms,
        asked_rate=member.day_rate_yen,
        region_ranks={str(town): rank for town, rank in member.wishes.items()},
        refused_municipalities=member.refused,
        conflicts=frozenset(conflicts),
        legal_lock=False,
        training_passed=True,
        base=_base(member),
    )


def most_towns_at_once(commitments: Iterable[Commitment], *, today: date) -> int:
    """The largest number of different towns in one month."""
    towns: dict[Month, set[UUID]] = {}
    for each in commitments:
        for month in each.months(today):
            towns.setdefault(month, set()).add(each.municipality)
    return max(map(len, towns.values()), default=0)


def waiting_by_month(commitments: Iterable[Commitment], *, today: date) -> dict[Month, int]:
    """Half-days by month that towns or the person have not agreed to yet."""
    waiting: dict[Month, int] = {}
    for each in commitments:
        if not each.booked:
            for month in each.months(today):
                waiting[month] = waiting.get(month, 0) + each.half_days
    return waiting


def _capacity(remaining: Mapping[date, int], commitments: Collection[Commitment], *, today: date) -> dict[Month, int]:
    waiting = waiting_by_month(commitments, today=today)
    left = {(first.year, first.month): half_days for first, half_days in remaining.items()}
    return {month: max(0, half_days - waiting.get(month, 0)) * TENTHS_PER_HALF_DAY for month, half_days in left.items()}


def _asked(requirement: RequirementRow, dated: Collection[UUID], *, must: bool) -> dict[UUID, int]:
    return {on_day(wanted.skill, requirement.first_day, dated): wanted.level
            for wanted in requirement.skills if wanted.must is must}  # fmt: skip


def _base(member: MemberFacts) -> Place | None:
    if member.base_code is None or member.latitude is None or member.longitude is None:
        return None
    return Place(code=member.base_code, latitude=member.latitude, longitude=member.longitude)

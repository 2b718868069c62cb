"""Skills that count on some days only: on the first day of a need, a person has them or has them not. Pure.

The fit knows a skill by its id. A skill that some person holds for a time is given one id for each first day of a need,
so that a lapsed one is missing exactly where it does not count. Skills without dates keep their id.
"""

from calendar import monthrange
from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID, uuid5

from registry.members.schemas import MemberFacts


def dated_skills(members: Collection[MemberFacts]) -> frozenset[UUID]:
    """Skills that somebody holds for a time."""
    return frozenset(skill for member in members for skill in member.valid)


def on_day(skill: UUID, day: date, dated: Collection[UUID]) -> UUID:
    """The id under which a need that begins on `day` asks for the skill."""
    return uuid5(skill, day.isoformat()) if skill in dated else skill


def held_on(member: MemberFacts, *, days: Collection[date], dated: Collection[UUID]) -> dict[UUID, int]:
    """A person's levels under those ids; `days` are the first days of the needs."""
    held = {skill: level for skill, level in member.skills.items() if skill not in dated}
    for day in days:
        held |= {on_day(skill, day, dated): level for skill, level in member.skills_on(day).items() if skill in dated}
    return held


def in_months(member: MemberFacts, remaining: Mapping[date, int]) -> dict[date, int]:
    """What remains of the months that no pause of the person touches; keys are first days of months."""
    return {first: left for first, left in remaining.items() if not member.pauses_between(first, _last_day(first))}


def _last_day(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])

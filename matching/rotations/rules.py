"""The life of a turn, what stands against it, and how turns are laid out. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from msgspec import Struct, structs

from auth.permissions.lifecycle import Lifecycle, transition
from auth.permissions.rules import Right
from foundation.text.dates import add_months, period_text

LIFE: Final = Lifecycle(
    noun="ローテーションの予定",
    words={"planned": "予定", "taken_up": "提案にした", "dropped": "取りやめ"},
    transitions=(
        transition("take_up", "planned", "taken_up", right=Right.PROPOSE, label="提案をつくる"),
        transition("drop", "planned", "dropped", right=Right.PROPOSE, label="取りやめる", needs_reason=True),
    ),
)
MOST_YEARS: Final = 5
"""No form of appointment with a term lasts longer (任期付職員法 6条)."""


class Turn(Struct, frozen=True):
    """A person's half-days a month for a town, from the first to the last day, both in it."""

    member: UUID
    municipality: UUID
    first_day: date
    last_day: date
    half_days: int


class Left(Struct, frozen=True):
    """Half-days a month that a person has left, from the first to the last day (None: no end is known)."""

    first_day: date
    last_day: date | None
    half_days: int


def lay_out(
    people: Sequence[UUID], towns: Sequence[UUID], *, at_once: int, first_day: date, years: int, half_days: int
) -> list[Turn]:
    """Each person works for `at_once` towns a year and moves on to the next ones after it; each town has one person.

    Towns are taken in their order, in groups of `at_once`; where there are more groups than people, some wait.
    """
    groups = [towns[start : start + at_once] for start in range(0, len(towns), at_once)]
    turns = []
    for year in range(years):
        first = add_months(first_day, 12 * year)
        last = add_months(first_day, 12 * (year + 1)) - timedelta(days=1)
        for place, member in enumerate(people[: len(groups)]):
            group = groups[(place + year) % len(groups)]
            turns += [Turn(member, town, first, last, half_days) for town in group]
    return turns


def clashes(turn: Turn, others: Sequence[Turn], working: Sequence[Turn], left: Sequence[Left]) -> list[str]:
    """Sentences: where the person is planned for this town already, works there, or has too few days. Empty: none.

    `others` are the planned turns beside this one, `working` the assignments agreed or running (their days are gone
    from `left` already).
    """
    place = (turn.member, turn.municipality)
    same_town = [one for one in (*others, *working) if (one.member, one.municipality) == place and _meets(one, turn)]
    found = [f"同じ人が、この町に{_days(one)}にもいます。" for one in same_town]
    short = [part for piece in _pieces(turn, others) for part in _missing(piece, left)]
    return found + [f"{_days(piece)}は、日数が足りません。" for piece in _joined(short)]


def _pieces(turn: Turn, others: Sequence[Turn]) -> Iterator[Turn]:
    """The turn cut where other turns of the person begin or end, each with what the person does then in all."""
    beside = [one for one in others if one.member == turn.member and _meets(one, turn)]
    cuts = {one.first_day for one in beside} | {one.last_day + timedelta(days=1) for one in beside}
    starts = sorted({turn.first_day, *(day for day in cuts if turn.first_day < day <= turn.last_day)})
    ends = [*(start - timedelta(days=1) for start in starts[1:]), turn.last_day]
    for start, end in zip(starts, ends, strict=True):
        more = sum(one.half_days for one in beside if one.first_day <= start <= one.last_day)
        yield Turn(turn.member, turn.municipality, start, end, turn.half_days + more)


def _missing(piece: Turn, left: Sequence[Left]) -> Iterator[Turn]:
    """The parts of the piece on which less is left than it wants."""
    day = piece.first_day
    enough = [one for one in left if one.half_days >= piece.half_days and one.first_day <= piece.last_day]
    for one in sorted(enough, key=lambda one: one.first_day):
        if day < one.first_day:
            yield structs.replace(piece, first_day=day, last_day=one.first_day - timedelta(days=1))
        if one.last_day is None:
            return
        day = max(day, one.last_day + timedelta(days=1))
    if day <= piece.last_day:
        yield structs.replace(piece, first_day=day)


def _joined(pieces: Sequence[Turn]) -> list[Turn]:
    joined: list[Turn] = []
    for piece in pieces:
        if joined and joined[-1].last_day + timedelta(days=1) == piece.first_day:
            piece = structs.replace(piece, first_day=joined.pop().first_day)
        joined.append(piece)
    return joined


def _meets(one: Turn, other: Turn) -> bool:
    return one.first_day <= other.last_day and other.first_day <= one.last_day


def _days(turn: Turn) -> str:
    return period_text(turn.first_day, turn.last_day + timedelta(days=1))

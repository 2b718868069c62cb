"""What comes in about assignments, and what goes out."""

from datetime import date
from typing import Annotated
from uuid import UUID

from msgspec import Struct

from foundation.text.shape import Shape
from foundation.text.text_type import Paragraphs


class Agreed(Struct, frozen=True):
    """An assignment as a confirmed proposal agrees it. Half-days a month, from `first_day` to before `end`."""

    proposal: UUID
    member: UUID
    municipality: UUID
    need: UUID
    appointment: UUID
    half_days: int
    first_day: date
    end: date


class Ending(Shape):
    """The last day of an assignment, and why it ends then."""

    last_day: date
    reason: Annotated[str, Paragraphs(1000)]


class Worked(Struct, frozen=True):
    """Work to be written into the ledger: minutes on a day, told by the record `subject`."""

    subject: UUID
    assignment: UUID
    worked_on: date
    minutes: int


class WorkedMonth(Struct, frozen=True):
    """What a person worked for a town in a month (its first day): minutes, the half-days they make, and of these what
    the town has confirmed."""

    member: UUID
    municipality: UUID
    month: date
    minutes: int
    half_days: int
    confirmed_minutes: int
    confirmed_half_days: int


class AssignmentRow(Struct, frozen=True):
    """An assignment in a list. Half-days a month; the period is shown inclusive; `person` is empty where the viewer
    may not read the name."""

    id: UUID
    proposal: UUID
    owner: UUID
    member: UUID
    person: str
    municipality: UUID
    municipality_name: str
    need: UUID
    need_title: str
    appointment: UUID
    half_days: int
    first_day: date
    last_day: date
    state: str
    reason: str
    version: int


class MonthLoad(Struct, frozen=True):
    """A person's half-days by town in each month (first days), in the order of the months."""

    months: list[date]
    towns: dict[str, list[int]]

"""What comes in about assignments, and what goes out."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Struct
from pydantic import model_validator

from foundation.text.field_types import HalfDays, Number
from foundation.text.shape import Shape
from foundation.text.text_type import OneLine, Paragraphs


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
    """The last day of an assignment, and why it ends then. `version`: as the page showed it; None: whatever stands."""

    last_day: date
    reason: Annotated[str, Paragraphs(1000)]
    version: Number | None = None


class ExtensionAsked(Shape):
    """Until which day (inclusive) the town asks the person to stay, and why."""

    last_day: date
    reason: Annotated[str, Paragraphs(1000)]


class ExtensionDecision(Shape):
    """Yes, or no with the reason and, where there is one, another last day that would do; or taken back by the town."""

    verb: Literal["approve", "refuse", "withdraw"]
    version: Number
    answer: Annotated[str, Paragraphs(1000, may_be_empty=True)] = ""
    offered_last_day: date | None = None


class AbsenceNoted(Shape):
    """Days on which the person does not come; both are in it. `note`: what the town should know of the work."""

    kind: Literal["planned", "sudden"]
    first_day: date
    last_day: date
    note: Annotated[str, OneLine(300, may_be_empty=True)] = ""

    @model_validator(mode="after")
    def _forward(self) -> "AbsenceNoted":
        if self.last_day < self.first_day:
            raise ValueError("終わりの日が、始まりの日より前です。")
        return self


class CoverChosen(Shape):
    """Who comes instead, and for how many half-days a month."""

    cover: UUID
    half_days: HalfDays
    version: Number


class AbsenceOver(Shape):
    """The absence ends with `last_day` (inclusive), or never took place."""

    verb: Literal["end", "call_off"]
    version: Number
    last_day: date | None = None


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


class Term(Struct, frozen=True):
    """What a person works for a town under one proposal: half-days a month, from the first to the last day."""

    half_days: int
    first_day: date
    last_day: date


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


class StepRow(Struct, frozen=True):
    """What was decided; last days are inclusive."""

    verb: str
    reason: str
    last_day_before: date
    last_day_after: date
    created_at: datetime


class ExtensionRow(Struct, frozen=True):
    """A town's wish and its decision; days are inclusive."""

    id: UUID
    assignment: UUID
    owner: UUID
    member: UUID
    municipality: UUID
    last_day: date
    reason: str
    state: str
    answer: str
    offered_last_day: date | None
    created_at: datetime
    decided_at: datetime | None
    version: int


class AbsenceRow(Struct, frozen=True):
    """An absence and its cover; days are inclusive, `cover_person` empty where the viewer may not read the name."""

    id: UUID
    assignment: UUID
    owner: UUID
    member: UUID
    municipality: UUID
    municipality_name: str
    first_day: date
    last_day: date
    kind: str
    note: str
    state: str
    cover: UUID | None
    cover_person: str
    cover_half_days: int | None
    version: int


class MonthOfWork(Struct, frozen=True):
    """A month (its first day) of an assignment: half-days planned, worked, and of these confirmed by the town."""

    month: date
    planned: int
    worked: int
    confirmed: int


class AssignmentPage(Struct, frozen=True):
    """An assignment whole. `months` until this one; the first step is the latest."""

    assignment: AssignmentRow
    months: list[MonthOfWork]
    steps: list[StepRow]
    extensions: list[ExtensionRow]
    absences: list[AbsenceRow]


class CalendarEntry(Struct, frozen=True):
    """What stands on a day: `kind` begins, ends, worked (with its minutes), away or covers; `link` where it is told."""

    kind: str
    municipality_name: str
    link: str
    minutes: int = 0


class CalendarDay(Struct, frozen=True):
    """A day and what stands on it."""

    day: date
    entries: list[CalendarEntry]


class PersonMonth(Struct, frozen=True):
    """A person's month (its first day) across towns; `load`: town and half-days agreed for this month."""

    member: UUID
    person: str
    month: date
    days: list[CalendarDay]
    load: list[tuple[str, int]]


class PersonAtWork(Struct, frozen=True):
    """Somebody whose calendar may be opened; `person` is empty where the viewer may not read the name."""

    member: UUID
    person: str
    towns: list[str]

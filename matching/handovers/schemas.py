"""What comes in about handovers, and what goes out."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Struct

from foundation.text.field_types import Number
from foundation.text.shape import Shape
from foundation.text.text_type import Paragraphs
from matching.assignments.schemas import AssignmentRow
from matching.support.schemas import OutcomeRow, RecordRow


class ItemDone(Shape):
    """A point of the list as it should stand; `note` is where to find it, or what is left."""

    version: Number
    done: bool = True
    note: Annotated[str, Paragraphs(1000, may_be_empty=True)] = ""


class Closing(Shape):
    """The end of a handover, with a word to whoever comes after."""

    version: Number
    message: Annotated[str, Paragraphs(2000, may_be_empty=True)] = ""


class ItemRow(Struct, frozen=True):
    """A point of the list."""

    id: UUID
    number: int
    title: str
    side: str
    note: str
    done_at: datetime | None
    done_side: str | None
    version: int


class HandoverRow(Struct, frozen=True):
    """A handover and its list, in order."""

    id: UUID
    assignment: UUID
    owner: UUID
    member: UUID
    municipality: UUID
    template: str
    state: str
    message: str
    created_at: datetime
    closed_at: datetime | None
    version: int
    items: list[ItemRow]

    @property
    def left(self) -> list[ItemRow]:
        """What is not done."""
        return [item for item in self.items if item.done_at is None]


class HandoverPack(Struct, frozen=True):
    """引継書 as data: the assignment, its list, the records (latest day first), what is planned next, what came of it.

    `handover` is None where it has not begun; `next_steps` are day (None: open) and words; `worked_half_days` is the
    whole ledger of the assignment, of which the town confirmed `confirmed_half_days`.
    """

    assignment: AssignmentRow
    handover: HandoverRow | None
    records: list[RecordRow]
    next_steps: list[tuple[date | None, str]]
    worked_half_days: int
    confirmed_half_days: int
    outcome: OutcomeRow | None

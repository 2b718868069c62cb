"""What comes in about contracts of towns, and what goes out."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Struct
from pydantic import model_validator

from foundation.database.columns import Period
from foundation.text.field_types import Number
from foundation.text.shape import Shape
from foundation.text.text_type import OneLine, Paragraphs
from matching.contracts.rules import EntryKind


class NewEntry(Shape):
    """A contract, a bid or a specification of a town. Both days are in it; without a last day no end is known.

    `author`: who of the people at work wrote the specification; `specification`: on which a bid or contract rests.
    """

    municipality: UUID
    kind: EntryKind
    title: Annotated[str, OneLine(200)]
    counterparty: Annotated[str, OneLine(200, may_be_empty=True)] = ""
    author: UUID | None = None
    specification: UUID | None = None
    first_day: date
    last_day: date | None = None

    @model_validator(mode="after")
    def _whole(self) -> "NewEntry":
        if self.last_day is not None and self.last_day < self.first_day:
            raise ValueError("終わりの日が、始まりの日より前です。")
        if self.kind is not EntryKind.SPECIFICATION and not self.counterparty:
            raise ValueError("相手方の名前を書いてください。")
        if self.kind is not EntryKind.SPECIFICATION and self.author is not None:
            raise ValueError("書いた人を選べるのは、仕様書のときだけです。")
        if self.kind is EntryKind.SPECIFICATION and self.specification is not None:
            raise ValueError("もとになる仕様書を選べるのは、入札と契約のときだけです。")
        return self

    @property
    def period(self) -> Period:
        """The same days, half-open."""
        return Period.inclusive(self.first_day, self.last_day) if self.last_day else Period(self.first_day, None)


class Decision(Shape):
    """What is decided about a conflict as the page showed it (`version`), with the reason."""

    verb: Literal["keep", "lift"]
    version: Number
    reason: Annotated[str, Paragraphs(1000)]


class EntryRow(Struct, frozen=True):
    """An entry in a list; the period is shown inclusive."""

    id: UUID
    municipality: UUID
    municipality_name: str
    owner: UUID
    kind: EntryKind
    title: str
    counterparty: str
    member: UUID | None
    specification: UUID | None
    first_day: date
    last_day: date | None
    created_at: datetime


class CheckRow(Struct, frozen=True):
    """What the check of an entry found for one pool."""

    id: UUID
    contract: UUID
    owner: UUID
    owner_name: str
    municipality: UUID
    clear: bool
    finding: str
    checked_at: datetime


class ConflictRow(Struct, frozen=True):
    """A person whom an entry conflicts with; `person` is empty where the viewer may not read the name."""

    id: UUID
    contract: UUID
    owner: UUID
    owner_name: str
    municipality: UUID
    member: UUID
    person: str
    declaration: UUID
    finding: str
    state: str
    reason: str
    decided_at: datetime | None
    created_at: datetime
    version: int


class EntryPage(Struct, frozen=True):
    """An entry with its checks and conflicts, as far as the viewer sees them; `in_making`: one is being checked."""

    entry: EntryRow
    checks: list[CheckRow]
    conflicts: list[ConflictRow]
    in_making: bool

"""What comes in about dealings, and what goes out."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Struct
from pydantic import model_validator

from foundation.database.columns import Period
from foundation.text.shape import Shape
from foundation.text.text_type import Paragraphs
from matching.conflicts.rules import DeclarationKind


class Declaration(Shape):
    """A dealing, as its member or the pool declares it. Without a last day it holds until it is ended."""

    member: UUID
    municipality: UUID
    kind: DeclarationKind
    statement: Annotated[str, Paragraphs(1000)]
    bars: bool = False
    first_day: date
    last_day: date | None = None

    @model_validator(mode="after")
    def _ordered(self) -> "Declaration":
        if self.last_day is not None and self.last_day < self.first_day:
            raise ValueError("終わりの日が、始まりの日より前です。")
        return self

    def period(self) -> Period:
        """When the dealing holds, half-open."""
        return Period.inclusive(self.first_day, self.last_day) if self.last_day else Period(self.first_day, None)


class DealingOver(Shape):
    """The last day of a dealing that was declared without one, or with a later one, and how that is known."""

    last_day: date
    reason: Annotated[str, Paragraphs(1000)]


class DeclarationRow(Struct, frozen=True):
    """A declaration in a list; the period is shown inclusive."""

    id: UUID
    member: UUID
    municipality: UUID
    municipality_name: str
    kind: str
    statement: str
    bars: bool
    pool: UUID
    first_day: date
    last_day: date | None


class CheckRow(Struct, frozen=True):
    """What one check found for one town: a line of evidence."""

    id: UUID
    proposal: UUID
    member: UUID
    municipality: UUID
    municipality_name: str
    clear: bool
    finding: str
    checked_at: datetime

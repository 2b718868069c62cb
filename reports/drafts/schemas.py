"""What comes in about a paper to be drawn up, and how a drawn one is shown."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Struct
from pydantic import field_validator

from foundation.text.field_types import Number
from foundation.text.shape import Shape
from foundation.text.text_type import Paragraphs
from reports.drafts.rules import DRAWABLE
from reports.papers.rules import Kind
from reports.papers.schemas import Sheet
from reports.register.schemas import PapersOf

Told = Annotated[str, Paragraphs(1000, may_be_empty=True)]


class NewDraft(Shape):
    """A paper to be drawn up about a thing; of the texts those that its kind asks for."""

    kind: Kind
    about: UUID
    pay: Told = ""
    hours: Told = ""
    leave: Told = ""
    travel: Told = ""
    insurance: Told = ""
    place: Told = ""
    contact: Told = ""
    goal: Told = ""
    remark: Told = ""
    conditions: Told = ""

    @field_validator("kind")
    @classmethod
    def _drawn(cls, value: Kind) -> Kind:
        if value not in DRAWABLE:
            raise ValueError("この書類は、決裁のときに自動でつくられます。起案する書類を一覧から選んでください。")
        return value

    @property
    def words(self) -> dict[str, str]:
        """Of the texts those that the kind asks for, as far as they were given."""
        return {word.field: text for word in DRAWABLE[self.kind].words if (text := getattr(self, word.field))}


class Approval(Shape):
    """The version of the draft that was read."""

    version: Number


class Withdrawal(Approval):
    """Why the draft is not to be issued."""

    reason: Annotated[str, Paragraphs(1000)]


class Drawn(Struct, frozen=True):
    """A paper as it would be drawn up now: who issues it, whose pool it concerns, whom it names, who reads it."""

    issuer: UUID
    pool: UUID
    member: UUID | None
    readers: list[UUID]
    matter: str
    sheet: Sheet


class DraftRow(Struct, frozen=True):
    """A drawn paper in a list."""

    id: UUID
    kind: Kind
    about: UUID
    edition: int
    issuer: UUID
    issuer_name: str
    owner: UUID
    owner_name: str
    member: UUID | None
    title: str
    state: str
    reason: str
    approved_at: datetime | None
    created_at: datetime
    version: int


class DraftPage(Struct, frozen=True):
    """A drawn paper with its words, and what was made of it so far."""

    draft: DraftRow
    content: Sheet
    papers: PapersOf


class Choice(Struct, frozen=True):
    """A thing that a paper may be drawn up about, by what a person calls it."""

    id: UUID
    name: str

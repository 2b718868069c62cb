"""What comes in about the time after a term, and what goes out."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Struct
from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from foundation.text.field_types import Number
from foundation.text.shape import Shape
from foundation.text.text_type import Paragraphs
from registry.municipalities.reference import prefectures


class Wish(Shape):
    """What somebody wants next. `regions`: two digits of prefectures' codes; `version` 0: the first."""

    step: Literal["stay", "other_town", "civil_servant", "company", "mentor", "undecided"]
    from_on: date | None = None
    regions: Annotated[list[str], Field(default_factory=list, max_length=47)]
    open_to_contact: bool = False
    version: Number = 0

    @field_validator("regions")
    @classmethod
    def _known(cls, value: list[str]) -> list[str]:
        if set(value) - {hall.code for hall in prefectures()}:
            raise PydanticCustomError("regions", "都道府県を一覧から選んでください。")
        return sorted(set(value))


class NewContact(Shape):
    """A body's wish to get in touch: the person reads it as written. `until` is the last day the name would be read."""

    words: Annotated[str, Paragraphs(1000)]
    until: date


class Move(Shape):
    """The answer to a contact. `version` is what was read; `wording` the text of the consent that was read."""

    reason: Annotated[str, Paragraphs(500, may_be_empty=True)] = ""
    wording: Number | None = None
    version: Number


class WishRow(Struct, frozen=True):
    """What somebody wants next; for their own pool with name and `member`, for everybody else "" and None."""

    id: UUID
    member: UUID | None
    who: str
    step: str
    from_on: date | None
    regions: list[str]
    open_to_contact: bool
    version: int


class ContactRow(Struct, frozen=True):
    """A contact as both sides see it; `who` is the name once the person accepted, for as long as they said.

    `member` is None wherever a body reads no name: by its id a row could be joined to a named one elsewhere.
    """

    id: UUID
    member: UUID | None
    who: str
    organisation: UUID
    organisation_name: str
    words: str
    until: date
    state: str
    reason: str
    asked_at: datetime
    version: int

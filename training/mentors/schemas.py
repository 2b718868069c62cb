"""What comes in about mentors, and what goes out."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Struct
from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from foundation.text.field_types import Number
from foundation.text.shape import Shape
from foundation.text.text_type import Paragraphs
from registry.needs.rules import THEMES


class Offer(Shape):
    """What somebody can be asked about; everybody signed in reads it without the name. `version` 0: the first."""

    themes: Annotated[list[str], Field(min_length=1, max_length=len(THEMES))]
    experience: Annotated[str, Paragraphs(1000)]
    resting: bool = False
    version: Number = 0

    @field_validator("themes")
    @classmethod
    def _known(cls, value: list[str]) -> list[str]:
        if set(value) - set(THEMES):
            raise PydanticCustomError("themes", "テーマを一覧から選んでください。")
        return sorted(set(value), key=list(THEMES).index)


class Request(Shape):
    """What somebody wants to ask; the mentor reads it with the asker's name."""

    theme: str
    words: Annotated[str, Paragraphs(1000)]

    @field_validator("theme")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in THEMES:
            raise PydanticCustomError("theme", "テーマを一覧から選んでください。")
        return value


class Move(Shape):
    """The next step of a mentoring. `version` is what was read."""

    reason: Annotated[str, Paragraphs(500, may_be_empty=True)] = ""
    version: Number


class OfferRow(Struct, frozen=True):
    """A mentor's offer, without a name; `member` is told to the person alone."""

    id: UUID
    member: UUID | None
    themes: list[str]
    experience: str
    resting: bool
    version: int


class MentoringRow(Struct, frozen=True):
    """A mentoring as both sides see it; `mentor_name` "" until accepted, and until then no `member` for the asker."""

    id: UUID
    mentor_offer: UUID
    member: UUID | None
    account: UUID
    organisation_name: str
    asked_by: str
    mentor_name: str
    theme: str
    words: str
    state: str
    reason: str
    asked_at: datetime
    version: int

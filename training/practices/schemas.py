"""What comes in about good practice, and what goes out."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Struct
from pydantic import field_validator
from pydantic_core import PydanticCustomError

from foundation.text.field_types import Number
from foundation.text.shape import Shape
from foundation.text.text_type import OneLine, Paragraphs
from registry.needs.rules import THEMES

Audience = Literal["framework", "all"]


class PracticeText(Shape):
    """A practice as it is written. `municipality` None: the writer's own town; `version` 0: a new one."""

    municipality: UUID | None = None
    theme: str
    title: Annotated[str, OneLine(100)]
    story: Annotated[str, Paragraphs(4000)]
    outcome: Annotated[str, Paragraphs(2000)]
    cost: Annotated[str, Paragraphs(1000, may_be_empty=True)] = ""
    audience: Audience = "framework"
    version: Number = 0

    @field_validator("theme")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in THEMES:
            raise PydanticCustomError("theme", "テーマを一覧から選んでください。")
        return value


class Permission(Shape):
    """The town's consent: who may read it. `version` is the text it read."""

    audience: Audience
    version: Number


class Refusal(Shape):
    """Why the town does not let others read it, or no longer."""

    reason: Annotated[str, Paragraphs(1000)]


class PracticeRow(Struct, frozen=True):
    """A good practice."""

    id: UUID
    owner: UUID
    owner_name: str
    municipality: UUID
    municipality_name: str
    written_by: UUID
    theme: str
    title: str
    story: str
    outcome: str
    cost: str
    audience: str
    state: str
    reason: str
    shared_on: date | None
    version: int

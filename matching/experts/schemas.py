"""What comes in about shared experts and questions to them, and what goes out."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Struct
from pydantic import Field, field_validator

from foundation.text.field_types import Number
from foundation.text.shape import Shape
from foundation.text.text_type import OneLine, Paragraphs
from matching.experts.rules import ASKED_ABOUT, THEMES

CHOOSE = "選択肢から選んでください。"


class ExpertThemes(Shape):
    """For which themes a person answers; none: for nothing any more. `version` 0: nothing was said of them before."""

    member: UUID
    themes: list[str] = Field(default_factory=list, max_length=len(THEMES))
    version: Number = 0

    @field_validator("themes")
    @classmethod
    def _known(cls, value: list[str]) -> list[str]:
        if set(value) - set(THEMES):
            raise ValueError(CHOOSE)
        return sorted(set(value), key=list(THEMES).index)


class NewExpertQuestion(Shape):
    """A town's question; the theme decides who gets it."""

    theme: str
    title: Annotated[str, OneLine(80)]
    body: Annotated[str, Paragraphs(4000)]

    @field_validator("theme")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in ASKED_ABOUT:
            raise ValueError(CHOOSE)
        return value


class Closing(Shape):
    """The version of the question that was read."""

    version: Number


class ExpertRow(Struct, frozen=True):
    """A shared expert; `person` is empty where the viewer may not read the name. `towns`: those the viewer sees."""

    member: UUID
    owner: UUID
    person: str
    themes: list[str]
    towns: list[str]
    version: int


class ExpertQuestionRow(Struct, frozen=True):
    """A question and where it went. `member` None: to the pool's body alone."""

    id: UUID
    owner: UUID
    owner_name: str
    municipality: UUID
    municipality_name: str
    member: UUID | None
    person: str
    assignment: UUID | None
    agreement: UUID | None
    theme: str
    title: str
    why: str
    state: str
    created_at: datetime
    closed_at: datetime | None
    version: int


class Way(Struct, frozen=True):
    """Where a town's question about a theme would go today; `member` None: to the prefecture."""

    theme: str
    member: UUID | None
    person: str
    why: str


class ExpertsPage(Struct, frozen=True):
    """What a viewer sees: experts, for a town the ways by theme, and the questions, latest first."""

    experts: list[ExpertRow]
    ways: list[Way]
    questions: list[ExpertQuestionRow]

"""What comes in about rotations, and what goes out."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Struct
from pydantic import Field, model_validator

from foundation.text.field_types import HalfDays, Number
from foundation.text.shape import Shape
from foundation.text.text_type import OneLine, Paragraphs
from matching.rotations.rules import MOST_YEARS


class NewRotation(Shape):
    """A plan laid out: people move on to the next `at_once` towns each year; each does `half_days` a month for each."""

    title: Annotated[str, OneLine(100)]
    people: list[UUID] = Field(min_length=1, max_length=50)
    towns: list[UUID] = Field(min_length=1, max_length=100)
    at_once: Annotated[Number, Field(ge=1, le=10)] = 2
    first_day: date
    years: Annotated[Number, Field(ge=1, le=MOST_YEARS)] = 2
    half_days: HalfDays
    note: Annotated[str, Paragraphs(1000, may_be_empty=True)] = ""


class NewTurn(Shape):
    """A person for a town; both days are in it."""

    member: UUID
    municipality: UUID
    first_day: date
    last_day: date
    half_days: HalfDays

    @model_validator(mode="after")
    def _forward(self) -> "NewTurn":
        if self.last_day < self.first_day:
            raise ValueError("終わりの日が、始まりの日より前です。")
        return self


class Dropping(Shape):
    """Why a turn is not taken."""

    version: Number
    reason: Annotated[str, OneLine(300)]


class TakingUp(Shape):
    """The open need of the town for which the person is proposed; `also`: needs of the towns of their other turns that
    begin on the same day, in the same proposal; `again` as in `ProposalDraft`."""

    version: Number
    need: UUID
    also: list[UUID] = Field(default_factory=list, max_length=9)
    again: Annotated[str, OneLine(300, may_be_empty=True)] = ""


class RotationRow(Struct, frozen=True):
    """A plan in a list."""

    id: UUID
    title: str
    note: str
    created_at: datetime
    planned: int
    taken_up: int


class TurnRow(Struct, frozen=True):
    """A turn; both days are in it. `against`: sentences, what stands against it today; only of a planned one."""

    id: UUID
    rotation: UUID
    member: UUID
    person: str
    municipality: UUID
    municipality_name: str
    first_day: date
    last_day: date
    half_days: int
    state: str
    reason: str
    taken_up_as: UUID | None
    version: int
    against: list[str] = []


def goes_with(turn: TurnRow, other: TurnRow) -> bool:
    """Whether another planned turn of the same person begins on the same day elsewhere: one proposal may hold both."""
    same = (other.member, other.first_day) == (turn.member, turn.first_day)
    return same and other.id != turn.id and other.state == "planned"


class RotationPage(Struct, frozen=True):
    """A plan with its turns, by first day, person and town."""

    rotation: RotationRow
    turns: list[TurnRow]

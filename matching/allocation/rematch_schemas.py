"""What comes in about re-matching, and what its page shows. Part of `schemas`."""

from enum import StrEnum
from typing import Final
from uuid import UUID

from msgspec import Struct
from pydantic import Field

from foundation.text.shape import Shape
from matching.allocation.plan_schemas import RunRow

MOST_LEAVING: Final = 50
FEW: Final = 3


class Moves(StrEnum):
    """How many of the others, whose pairs still stand, may be moved for it."""

    NONE = "none"
    FEW = "few"
    FREE = "free"


MOVES: Final = {
    Moves.NONE: "替えない（変わったところだけを埋める）",
    Moves.FEW: f"{FEW}件まで替えてよい",
    Moves.FREE: "必要なだけ替えてよい",
}
LIMITS: Final = {Moves.NONE: 0, Moves.FEW: FEW, Moves.FREE: None}


class RematchAsked(Shape):
    """Who leaves, and how far the others may be moved. What else changed is seen from the facts."""

    leaving: list[UUID] = Field(default_factory=list, max_length=MOST_LEAVING)
    moves: Moves = Moves.NONE


class ChangedNeed(Struct, frozen=True):
    """A need that the former plan did not know (`new`), or knew with another period."""

    need: UUID
    municipality_name: str
    title: str
    new: bool


class RematchPage(Struct, frozen=True):
    """The plan that would be mended (None: none was made yet), what changed since, the people who may leave."""

    base: RunRow | None
    changed: list[ChangedNeed]
    people: list[tuple[UUID, str]]

"""What comes in and goes out about merges."""

from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID

from msgspec import Struct
from pydantic import Field, model_validator

from foundation.text.field_types import Number
from foundation.text.shape import Shape
from foundation.text.text_type import OneLine

TWICE: Final = "同じ登録が二度選ばれています。残す方と、まとめる方を選んでください。"


class NewMerge(Shape):
    """Two entries that are one person: `member` is kept, `absorbed` leads to it."""

    member: UUID
    absorbed: UUID
    reason: Annotated[str, OneLine(200)]

    @model_validator(mode="after")
    def _two(self) -> "NewMerge":
        if self.member == self.absorbed:
            raise ValueError(TWICE)
        return self


class NewMergeForm(Shape):
    """The same as the page sends it: the pair, and which of the two is kept."""

    pair: Annotated[list[UUID], Field(min_length=2, max_length=2)]
    keep: Literal["first", "second"]
    reason: Annotated[str, OneLine(200)]

    @model_validator(mode="after")
    def _two(self) -> "NewMergeForm":
        if len(set(self.pair)) != len(self.pair):
            raise ValueError(TWICE)
        return self

    def new_merge(self) -> NewMerge:
        """The same as a program would send it."""
        kept, absorbed = self.pair if self.keep == "first" else reversed(self.pair)
        return NewMerge(member=kept, absorbed=absorbed, reason=self.reason)


class MergeDecision(Shape):
    """What a pool says; a refusal wants its reason."""

    agreed: bool
    reason: Annotated[str, OneLine(200, may_be_empty=True)] = ""
    version: Number


class MergeVersion(Shape):
    """The version that the body saw which joins the two."""

    version: Number


class Pair(Struct, frozen=True):
    """Two people of the viewer's own pool whose name or kana is the same; `why`: `name`, `kana` or `both`."""

    first: UUID
    first_name: str
    second: UUID
    second_name: str
    why: str


class AnswerRow(Struct, frozen=True):
    """A pool and what it said."""

    pool: UUID
    pool_name: str
    answer: str
    reason: str


class MergeRow(Struct, frozen=True):
    """A merge; names are those the viewer may read, None where it may not. `agreed`: every pool said yes."""

    id: UUID
    member: UUID
    member_name: str | None
    absorbed: UUID
    absorbed_name: str | None
    pool: UUID
    pool_name: str
    reason: str
    state: str
    agreed: bool
    created_at: datetime
    version: int
    answers: list[AnswerRow]


class Merges(Struct, frozen=True):
    """Likely duplicates of the viewer's own pool, and the merges it has a word in."""

    pairs: list[Pair]
    merges: list[MergeRow]

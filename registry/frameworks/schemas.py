"""What comes in about a framework, and what goes out."""

from datetime import date
from typing import Annotated
from uuid import UUID

from msgspec import Struct
from pydantic import Field

from foundation.text.field_types import Number
from foundation.text.shape import Shape
from foundation.text.text_type import Line, OneLine, Paragraphs
from registry.frameworks.rules import Model, OwnerKind


class NewFramework(Shape):
    """A co-operation as announced. `source` says where; participants take part from `started_on`."""

    prefecture: UUID
    model: Model
    name: Line
    started_on: date
    participants: list[UUID]
    source: Line


class FrameworkRecord(Shape):
    """A prefecture's co-operation as it stands. `pool_owner` None: the prefecture itself; `version` 0: none yet."""

    model: Model
    name: Line
    started_on: date | None = None
    owner_kind: OwnerKind = OwnerKind.PREFECTURE
    pool_owner: UUID | None = None
    source: Line
    note: Annotated[str, Paragraphs(2000, may_be_empty=True)] = ""
    version: Number = 0


class Participants(Shape):
    """The towns that take part: exactly these. New ones from `since` on; those that are gone until the day before."""

    participants: list[UUID] = Field(default_factory=list, max_length=300)
    since: date


class NewUnion(Shape):
    """A union or a group of cities that may keep a pool."""

    name: Annotated[str, OneLine(200)]
    kana: Annotated[str, OneLine(200, may_be_empty=True)] = ""


class FrameworkRow(Struct, frozen=True):
    """A prefecture in the overview; everything after `name` is None where there is no framework. `towns`: all of it."""

    prefecture: UUID
    code: str
    prefecture_name: str
    towns: int
    name: str | None = None
    model: str | None = None
    started_on: date | None = None
    owner_kind: str | None = None
    pool_owner: UUID | None = None
    owner_name: str | None = None
    participants: int = 0


class FrameworkPage(Struct, frozen=True):
    """One prefecture's framework, with who takes part today. `version` 0: not recorded yet."""

    row: FrameworkRow
    pool_owner: UUID | None
    source: str
    note: str
    version: int
    participants: list[UUID]

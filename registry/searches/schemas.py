"""What comes in about saved searches, and what goes out."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Struct

from foundation.text.field_types import Number
from foundation.text.shape import Shape
from foundation.text.text_type import OneLine
from registry.members.schemas import Card, PoolRow
from registry.needs.schemas import NeedFound
from registry.searches.rules import ListName


class SearchKept(Shape):
    """A question under a name. `asked`: the query string of its list; `shared`: the whole body sees it."""

    list: ListName
    name: Annotated[str, OneLine(60)]
    asked: Annotated[str, OneLine(2000, may_be_empty=True)] = ""
    shared: bool = False


class SearchRenamed(Shape):
    """Another name, or shared or not; `version` is the one the editor saw."""

    name: Annotated[str, OneLine(60)]
    shared: bool = False
    version: Number


class SavedRow(Struct, frozen=True):
    """A saved search. `looked_at`: when the viewer last opened it, None before the first time."""

    id: UUID
    list: str
    name: str
    asked: str
    shared: bool
    own: bool
    version: int
    looked_at: datetime | None


class SavedCount(Struct, frozen=True):
    """A saved search with how many it finds now, and how many of them came or moved since the viewer last opened it."""

    search: SavedRow
    total: int
    new: int


class MemberList(Struct, frozen=True):
    """A page of people: `pool` with names for the pool that keeps them, `cards` for everybody else.

    `facets`: filter -> choice -> how many; `gains`: filter -> how many were it dropped.
    """

    total: int
    number: int
    last: int
    pool: list[PoolRow]
    cards: list[Card]
    facets: dict[str, dict[str, int]]
    gains: dict[str, int]


class NeedList(Struct, frozen=True):
    """A page of needs, with the counts beside the filters as in `MemberList`."""

    total: int
    number: int
    last: int
    needs: list[NeedFound]
    facets: dict[str, dict[str, int]]
    gains: dict[str, int]

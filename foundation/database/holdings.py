"""What is held on a person, table by table: the shape in which every noun says it.

A noun with personal data has a room `personal.py` with `HOLDS`, `held_on` and `forget`, and `must_keep` where it may
have to refuse an erasure. `app.py` hands these rooms to the privacy desk.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from msgspec import Struct

from foundation.database.context import Context
from foundation.database.unit_of_work import reading


@dataclass(frozen=True, slots=True)
class Holding:
    """A table that holds rows on a person. `stays` says why a row outlives the person's erasure; "" where it goes.

    `about` is the condition that finds the person ($1); `without` are columns that are no data of theirs (search keys,
    hashes); `files` are columns that name kept files, one or several.
    """

    table: str
    words: str
    about: str = "member = $1"
    without: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    stays: str = ""


class Held(Struct, frozen=True):
    """The rows of one table on a person, as the asking viewer sees them, and the files they name."""

    table: str
    words: str
    stays: str
    rows: list[dict[str, Any]]
    files: list[UUID]


@dataclass(frozen=True, slots=True)
class Retained:
    """How a noun keeps to a class of retention, for the viewer's body and what lies before a day ($1).

    `overdue` counts; `removals` are run one after the other and leave nothing for `overdue` to count.
    """

    overdue: str
    removals: tuple[str, ...]


class PersonalRoom(Protocol):
    """A noun's `personal.py`."""

    @property
    def HOLDS(self) -> Sequence[Holding]:
        """Its tables with personal data."""

    async def held_on(self, *, member: UUID, by: Any) -> list[Held]:
        """What the noun holds on the person."""

    async def forget(self, *, member: UUID, by: Any) -> None:
        """Take away what names the person; may be repeated."""


async def held_in(holdings: Sequence[Holding], *, member: UUID, by: Context) -> list[Held]:
    """The rows of these tables on a person, under the viewer's row security."""
    found = []
    async with reading(by) as work:
        for holding in holdings:
            rows = await work.connection.fetch(
                f"select * from {holding.table} where {holding.about} order by 1", member
            )
            found.append(_held(holding, [dict(row) for row in rows]))
    return found


def _held(holding: Holding, rows: list[dict[str, Any]]) -> Held:
    named = [row[column] for row in rows for column in holding.files if row[column] is not None]
    files = [id for one in named for id in (one if isinstance(one, list) else [one])]
    shown = [{name: value for name, value in row.items() if name not in holding.without} for row in rows]
    return Held(holding.table, holding.words, holding.stays, shown, files)

"""Questions of several nouns in one statement: a home that asks a dozen of them goes to the database once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Struct
from piccolo.query import Select

from foundation.database.scope import shifted
from foundation.database.unit_of_work import current_work, reading

Row = TypeVar("Row", bound=Struct)
Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class Asked(Generic[Row]):
    """A question not yet asked: SQL with its values from $1 on, and the shape of a row as JSON has it."""

    text: str
    values: Sequence[Any]
    row: type[Row]

    @classmethod
    def of(cls, select: Select[Any], row: type[Row], *more: Any, text: str = "{scope}") -> "Asked[Row]":
        """From a question to one noun's table. `text` puts `{scope}` into more SQL, with `{more[0]}` for a value."""
        scope, values = select.querystrings[0].compile_string()
        places = [f"${place}" for place in range(len(values) + 1, len(values) + len(more) + 1)]
        return cls(text.format(scope=scope, more=places), [*values, *more], row)

    def after(self, count: int) -> str:
        """The SQL with its values behind `count` others."""
        return shifted(self.text, by=count)

    def read(self, rows: str) -> list[Row]:
        """The rows that the database wrote as JSON."""
        return [msgspec.convert(row, self.row) for row in msgspec.json.decode(rows)]


@dataclass(frozen=True, slots=True)
class Waits(Generic[Row, Told]):
    """What waits in a noun. `ask`: viewer -> the question, None where the viewer has no part; `tell` reads its rows."""

    ask: Callable[[Any], Asked[Row] | None]
    tell: Callable[[Any, list[Row]], list[Told]]

    async def of(self, by: Any) -> list[Told]:
        """What waits for one viewer, asked alone."""
        [told] = await waiting_in(by, self)
        return told


async def waiting_in(by: Any, *nouns: Waits[Any, Any]) -> list[list[Any]]:
    """What waits for a viewer in each of these nouns, in one statement."""
    asked = [noun.ask(by) for noun in nouns]
    async with reading(by):
        found = iter(await asked_together([one for one in asked if one is not None]))
        return [noun.tell(by, next(found)) if one is not None else [] for noun, one in zip(nouns, asked, strict=True)]


async def asked_together(asked: Sequence[Asked[Any]]) -> list[list[Any]]:
    """The rows of each question, in one statement of the reading that is open."""
    if not asked:
        return []
    values: list[Any] = []
    parts = []
    for one in asked:
        parts.append(f"(select coalesce(json_agg(to_json(one)), '[]') from ({one.after(len(values))}) one)::text")
        values += one.values
    record = await current_work().connection.fetchrow(f"select {', '.join(parts)}", *values)
    return [one.read(rows) for one, rows in zip(asked, record, strict=True)]

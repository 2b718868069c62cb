"""Pages of a long list: by number, stable order, at most `SIZE` rows each."""

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any

from piccolo.query import Select

SIZE = 50
FURTHEST = 1_000_000
"""No list is read further: beyond it the database could not count the rows to skip."""


@dataclass(frozen=True, slots=True)
class Page:
    """Page `number` (from 1) of a list of `total` rows."""

    number: int
    total: int
    size: int = SIZE

    @property
    def offset(self) -> int:
        """How many rows lie before this page."""
        return (min(self.number, FURTHEST) - 1) * self.size

    @property
    def last(self) -> int:
        """The number of the last page; 1 for an empty list, and where only the number of rows was asked (`size` 0)."""
        return max(1, -(-self.total // self.size)) if self.size else 1


async def page_of(
    select: Select[Any], *, count: Awaitable[int], number: int, size: int | None = SIZE
) -> tuple[list[dict[str, Any]], Page]:
    """The rows of one page of an ordered question, and the page. `count`: the query of all rows.

    The list is counted only where its end is not on the page. `size` None: the whole list is one page, for sums and
    checks that must not be cut.
    """
    if size is None:
        every: list[dict[str, Any]] = await select
        return every, Page(1, len(every), len(every))
    before = Page(number, 0, size).offset
    rows: list[dict[str, Any]] = await select.limit(size).offset(before)
    ends_here = len(rows) < size and (bool(rows) or before == 0)
    return rows, Page(number, before + len(rows) if ends_here else await count, size)

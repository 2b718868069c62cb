"""The body of a long table, put together outside the template: fifty rows of a dozen cells cost a template more than
the question that found them.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from typing import Any, Protocol

from markupsafe import Markup

from foundation.text.wareki import day_with_weekday


class Row(Protocol):
    """A line of a table: where its title leads, the title, the cells after it."""

    @property
    def href(self) -> str:
        """The title's address, of our own making."""

    @property
    def title(self) -> str:
        """What the row is about."""

    @property
    def cells(self) -> Sequence[Any]:
        """Text, numbers, dates; None where nothing is known."""


def table_rows(rows: Iterable[Row], numbers: Sequence[bool]) -> Markup:
    """The rows as `<tr>`s. `numbers` says of each cell's column whether it holds numbers. Everything is escaped."""
    opening = ['<td class="number">' if number else "<td>" for number in numbers]
    return Markup("\n").join(Markup(_row(row, opening)) for row in rows)  # noqa: S704  # every part is escaped in _row


def _row(row: Row, opening: Sequence[str]) -> str:
    cells = "".join(f"{start}{_cell(cell)}</td>" for start, cell in zip(opening, row.cells, strict=True))
    return f'<tr><th scope="row"><a href="{escape(row.href)}">{escape(row.title)}</a></th>{cells}</tr>'


def _cell(cell: Any) -> str:
    if cell is None:
        return "—"
    if isinstance(cell, float):
        return f"{cell:g}"
    return escape(day_with_weekday(cell) if isinstance(cell, date) else str(cell))

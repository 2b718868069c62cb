"""The body of a long table, put together outside the template: fifty rows of a dozen cells cost a template more than
the question that found them.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final, Protocol

from markupsafe import Markup

from foundation.text.wareki import day_with_weekday
from foundation.web.escaping import escaped

WRITTEN: Final[Mapping[type, Callable[[Any], str]]] = {
    type(None): lambda _: "—", float: "{:g}".format, date: day_with_weekday,
}  # fmt: skip
"""How a cell is written that is neither text nor a whole number."""


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


def table_rows(rows: Sequence[Row], numbers: Sequence[bool]) -> Markup:
    """The rows as `<tr>`s. `numbers` says of each cell's column whether it holds numbers. Everything is escaped."""
    if not rows:
        return Markup()
    cells = "".join('<td class="number">%s</td>' if number else "<td>%s</td>" for number in numbers)
    line = f'<tr><th scope="row"><a href="%s">%s</a></th>{cells}</tr>'
    texts = escaped(text for row in rows for text in (row.href, row.title, *map(_text, row.cells)))
    return Markup("\n".join([line] * len(rows)) % tuple(texts))  # noqa: S704  # escaped above


def _text(cell: Any) -> str:
    return cell if type(cell) is str else WRITTEN.get(type(cell), str)(cell)

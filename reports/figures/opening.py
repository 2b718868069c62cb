"""The rows that a region's figure opens, a page of them with their words. Part of `queries`.

Names are asked for the rows that are shown alone, and journalled.
"""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.paging import Page
from foundation.database.unit_of_work import reading
from registry.members.queries import member_names
from registry.needs.queries import needs_by_id
from reports.figures.regional import FigureRow, RegionalFigure, regional_figure
from training.enrolments.queries import enrolments_by_id
from training.enrolments.rules import unnamed

PURPOSE: Final = "地域の数字の内訳"


class OpenedRow(Struct, frozen=True):
    """A row that a figure counts, in words. `place`: the town it belongs to, "" for none."""

    id: str
    words: str
    place: str
    link: str
    cells: list[str]


async def opened(
    *, key: str, cell: str = "", place: str = "", number: int = 1, by: Viewer
) -> tuple[RegionalFigure, list[OpenedRow], Page]:
    """A figure, and a page of the rows of one cell or place, or of all. Raises `NotFound`."""
    async with reading(by):
        found = await regional_figure(key=key, by=by)
        rows = found.of(cell=cell, place=place)
        page = Page(number, len(rows))
        shown = rows[page.offset : page.offset + page.size]
        words = await _words(key, shown, by)
        return found, [OpenedRow(row.id, words[row.id], row.place, row.link, row.cells) for row in shown], page


async def _words(key: str, rows: Sequence[FigureRow], by: Viewer) -> Mapping[str, str]:
    """Row -> what it is called."""
    if key in ("towns", "one-person-it"):
        return {row.id: row.place for row in rows}
    about = {row.id: UUID(row.about) for row in rows}
    ids = set(about.values())
    if key == "needs-unmet":
        needs = await needs_by_id(ids=ids, by=by)
        return {row: needs[id].title for row, id in about.items()}
    if key == "enrolments":
        learning = await enrolments_by_id(ids=ids, by=by)
        return {row: f"{learning[id].course_name}：{learning[id].who}" for row, id in about.items()}
    names = await member_names(ids=ids, by=by, purpose=PURPOSE)
    return {row: names.get(id) or unnamed(id) for row, id in about.items()}

"""The JSON door of a region's board: the same figures and rows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from msgspec import Struct

from auth.viewer import Viewer
from reports.figures.opening import OpenedRow, opened
from reports.figures.regional import CELLS, RegionalFigure, regional_figures
from reports.figures.rules import BY_KEY


class RegionalCounts(Struct, frozen=True):
    """A figure: its definition, total and cells by name; each row counts once in the total."""

    as_of: datetime
    definition: str
    total: int
    cells: dict[str, int]


class RegionalRows(Struct, frozen=True):
    """A page of the rows behind a figure; `total`: how many there are in all."""

    figure: RegionalCounts
    total: int
    rows: list[OpenedRow]


@get("/api/v1/region")
async def region(by: NamedDependency[Viewer]) -> dict[str, RegionalCounts]:
    """The region in figures, as of now."""
    return {key: _counts(found) for key, found in (await regional_figures(by=by)).items()}


@get("/api/v1/region/{figure:str}")
async def region_rows(
    by: NamedDependency[Viewer],
    figure: FromPath[str],
    cell: FromQuery[str] = "",
    place: FromQuery[str] = "",
    number: FromQuery[int] = 1,
) -> RegionalRows:
    """A page of the rows behind a figure, of one cell or place or all."""
    found, rows, shown = await opened(key=figure, cell=cell, place=place, number=number, by=by)
    return RegionalRows(_counts(found), shown.total, rows)


def _counts(found: RegionalFigure) -> RegionalCounts:
    cells = {cell: len(found.of(cell=cell)) for cell in CELLS[found.key]}
    return RegionalCounts(found.as_of, BY_KEY[found.key].text, len(found.of()), cells)


HANDLERS: Sequence[Any] = (region, region_rows)

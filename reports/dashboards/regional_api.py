"""The JSON door of a region's board: the same figures and rows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from msgspec import Struct

from auth.viewer import Viewer
from reports.figures.regional import CELLS, FigureRow, RegionalFigure, regional_figure, regional_figures
from reports.figures.rules import BY_KEY


class RegionalCounts(Struct, frozen=True):
    """A figure: its definition, total and cells by name; each row counts once in the total."""

    as_of: datetime
    definition: str
    total: int
    cells: dict[str, int]


class RegionalRows(Struct, frozen=True):
    """The rows behind a figure."""

    figure: RegionalCounts
    rows: list[FigureRow]


@get("/api/v1/region")
async def region(by: NamedDependency[Viewer]) -> dict[str, RegionalCounts]:
    """The region in figures, as of now."""
    return {key: _counts(found) for key, found in (await regional_figures(by=by)).items()}


@get("/api/v1/region/{figure:str}")
async def region_rows(
    by: NamedDependency[Viewer], figure: FromPath[str], cell: FromQuery[str] = "", place: FromQuery[str] = ""
) -> RegionalRows:
    """The rows behind a figure, of one cell or place or all."""
    found = await regional_figure(key=figure, by=by)
    return RegionalRows(_counts(found), found.of(cell=cell, place=place))


def _counts(found: RegionalFigure) -> RegionalCounts:
    cells = {cell: len(found.of(cell=cell)) for cell in CELLS[found.key]}
    return RegionalCounts(found.as_of, BY_KEY[found.key].text, len(found.of()), cells)


HANDLERS: Sequence[Any] = (region, region_rows)

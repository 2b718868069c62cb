"""The HTML door of a region's board: a prefecture's or union's own figures, each with its rows."""

from collections.abc import Sequence
from typing import Any

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.viewer import Viewer
from foundation.web.rendering import PageRequest, page
from reports.dashboards.queries import regional_board
from reports.figures.opening import opened
from reports.figures.regional import CELLS
from reports.figures.rules import BY_KEY


@get("/region")
async def region(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """The region in figures, as of now."""
    board = await regional_board(by=by)
    return page(
        request, "dashboards/region.html", figures=board.figures, cells=CELLS, definitions=BY_KEY, lines=board.lines
    )


@get("/region/{figure:str}")
async def region_rows(
    request: PageRequest,
    by: NamedDependency[Viewer],
    figure: FromPath[str],
    cell: FromQuery[str] = "",
    place: FromQuery[str] = "",
    number: FromQuery[int] = 1,
) -> Response[Any]:
    """A page of the rows behind a figure."""
    found, rows, shown = await opened(key=figure, cell=cell, place=place, number=number, by=by)
    return page(
        request, "dashboards/region_rows.html", found=found, rows=rows, shown=shown,
        figure=found.figure(cell=cell, place=place), cell=CELLS[figure].get(cell, ""), place=place, words=CELLS[figure],
    )  # fmt: skip


HANDLERS: Sequence[Any] = (region, region_rows)

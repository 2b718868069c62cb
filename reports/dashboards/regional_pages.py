"""The HTML door of a region's board: a prefecture's or union's own figures, each with its rows."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.organisations.queries import body
from auth.viewer import Viewer
from foundation.text.dates import today_jst
from foundation.web.rendering import PageRequest, page
from reports.figures.history import drawn_lines
from reports.figures.opening import opened
from reports.figures.regional import CELLS, regional_figures
from reports.figures.rules import BY_KEY

DAYS_SHOWN: Final = 92
DRAWN: Final = ("pool-people", "people-at-work", "registered-people")
"""Figures drawn day by day, as the nation's history keeps them: by prefecture, small numbers withheld."""


@get("/region")
async def region(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """The region in figures, as of now."""
    assert by.organisation is not None
    figures = await regional_figures(by=by)
    own = await body(id=by.organisation, by=by)
    since = today_jst(figures["towns"].as_of) - timedelta(days=DAYS_SHOWN)
    dimension = f"prefecture={own.code[:2]}" if own and own.code and by.kind == "prefecture" else "prefecture=unknown"
    return page(
        request, "dashboards/region.html", figures=figures, cells=CELLS, definitions=BY_KEY,
        lines=await drawn_lines(figures=DRAWN, dimension=dimension, since=since, by=by),
    )  # fmt: skip


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

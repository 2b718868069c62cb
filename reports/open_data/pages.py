"""The HTML door of open data."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.viewer import Viewer
from foundation.errors import NotFound
from foundation.web.rendering import PageRequest, download, page
from reports.figures.history import days_written
from reports.open_data.queries import catalogue, file_of, numbers
from reports.open_data.rules import ENDINGS, LICENCE


@get("/open-data")
async def list_open_data(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """The catalogue."""
    return page(request, "open_data/catalogue.html", entries=await catalogue(by=by), licence=LICENCE)


@get("/open-data/numbers")
async def list_numbers(
    request: PageRequest, by: NamedDependency[Viewer], day: FromQuery[date | None] = None
) -> Response[Any]:
    """Every published number: definition, day, hash."""
    return page(request, "open_data/numbers.html", numbers=await numbers(day=day, by=by),
                days=await days_written(most=31, by=by))  # fmt: skip


@get("/open-data/sets/{name:str}/{ending:str}")
async def show_file(
    by: NamedDependency[Viewer], name: FromPath[str], ending: FromPath[str], day: FromQuery[date | None] = None
) -> Response[bytes]:
    """A data set as it stands, or as it stood on a day."""
    if ending not in ENDINGS:
        raise NotFound
    content = await file_of(name=name, ending=ending, day=day, by=by)
    return download(content, media_type=ENDINGS[ending], filename=f"{name}.{ending}")


HANDLERS: Sequence[Any] = (list_open_data, list_numbers, show_file)

"""The JSON door of open data."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromQuery

from auth.viewer import Viewer
from reports.open_data.queries import catalogue, numbers
from reports.open_data.schemas import Entry, Number


@get("/api/v1/open-data")
async def list_open_data(by: NamedDependency[Viewer]) -> list[Entry]:
    """The catalogue; the files themselves are at /open-data/sets/{name}/{ending}."""
    return await catalogue(by=by)


@get("/api/v1/open-data/numbers")
async def list_numbers(by: NamedDependency[Viewer], day: FromQuery[date | None] = None) -> list[Number]:
    """Every published number of a day, the latest by default."""
    return await numbers(day=day, by=by)


HANDLERS: Sequence[Any] = (list_open_data, list_numbers)

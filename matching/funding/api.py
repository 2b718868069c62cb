"""The JSON door of the trial calculation: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from foundation.web.rendering import download
from matching.funding import operations
from matching.funding.queries import CSV, report_file, year_page
from matching.funding.schemas import NewCost, YearPage


@get("/api/v1/funding")
async def show_funding(by: NamedDependency[Viewer], year: FromQuery[int | None] = None) -> YearPage:
    """The costs of a fiscal year and what each measure would come to (試算, whole yen)."""
    return await year_page(year=year, by=by)


@get("/api/v1/funding/report", media_type=CSV)
async def download_report(
    by: NamedDependency[Viewer], year: FromQuery[int | None] = None, costs: FromQuery[bool] = False
) -> Response[bytes]:
    """The base figures of the year by measure (試算), or with `costs` the costs behind them, as CSV."""
    name, content = report_file(await year_page(year=year, by=by), costs=costs)
    return download(content, media_type=CSV, filename=name)


@post("/api/v1/funding")
async def count_cost(
    by: NamedDependency[Viewer], data: JSONBody[NewCost], keyed: NamedDependency[Keyed | None]
) -> Done:
    """Count a cost of the viewer's own body."""
    return await once(by, keyed, partial(operations.count_cost, new=data, by=by))


@post("/api/v1/funding/{cost:uuid}/removal")
async def remove_cost(by: NamedDependency[Viewer], cost: FromPath[UUID], keyed: NamedDependency[Keyed | None]) -> Done:
    """Take a cost out of the calculation."""
    return await once(by, keyed, partial(operations.remove_cost, id=cost, by=by))


HANDLERS: Sequence[Any] = (show_funding, download_report, count_cost, remove_cost)

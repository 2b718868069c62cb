"""The JSON door of the trial calculation: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from matching.funding import operations
from matching.funding.queries import year_page
from matching.funding.schemas import NewCost, YearPage


@get("/api/v1/funding")
async def show_funding(by: NamedDependency[Viewer], year: FromQuery[int | None] = None) -> YearPage:
    """The costs of a fiscal year and what each measure would come to (試算, whole yen)."""
    return await year_page(year=year, by=by)


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


HANDLERS: Sequence[Any] = (show_funding, count_cost, remove_cost)

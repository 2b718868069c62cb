"""The HTML door of the trial calculation: one page a fiscal year."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.idempotency import once
from foundation.errors import Refusal
from foundation.web.forms import Form, Problem, read_form
from foundation.web.rendering import PageRequest, after_write, download, page
from matching.funding import operations, rules
from matching.funding.queries import CSV, report_file, year_page
from matching.funding.schemas import NewCost


@get("/funding")
async def show_funding(
    request: PageRequest, by: NamedDependency[Viewer], year: FromQuery[int | None] = None
) -> Response[Any]:
    """The costs of a fiscal year and what each measure would come to."""
    return await _funding(request, by, year=year)


@get("/funding/report")
async def download_report(
    by: NamedDependency[Viewer], year: FromQuery[int | None] = None, costs: FromQuery[bool] = False
) -> Response[bytes]:
    """The base figures of the year by measure, or with `costs` the costs behind them, as CSV."""
    name, content = report_file(await year_page(year=year, by=by), costs=costs)
    return download(content, media_type=CSV, filename=name)


@post("/funding")
async def count_cost(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Count a cost."""
    form = await read_form(request)
    try:
        new = form.parse(NewCost)
        await once(by, form.keyed("count_cost"), partial(operations.count_cost, new=new, by=by))
    except Refusal as refusal:
        return await _funding(request, by, year=None, form=form, refusal=refusal)
    return after_write(request, f"/funding?year={new.fiscal_year}")


@post("/funding/{cost:uuid}/removal")
async def remove_cost(request: PageRequest, by: NamedDependency[Viewer], cost: FromPath[UUID]) -> Response[Any]:
    """Take a cost out."""
    form = await read_form(request)
    year = int(form.first("year")) if form.first("year").isdecimal() else None
    try:
        await once(by, form.keyed("remove_cost"), partial(operations.remove_cost, id=cost, by=by))
    except Refusal as refusal:
        return await _funding(request, by, year=year, form=form, refusal=refusal)
    return after_write(request, f"/funding?year={year}" if year else "/funding")


async def _funding(
    request: PageRequest, by: Viewer, *, year: int | None, form: Form | None = None, refusal: Refusal | None = None
) -> Response[Any]:
    return page(
        request, "funding/year.html", status=refusal.status if refusal else 200,
        shown=await year_page(year=year, by=by), form=form, problem=Problem.of(refusal) if refusal else None,
        offered=[(code, rules.MEASURES[code]) for code in rules.MEASURES_OF_BODY.get(by.kind, ())],
        measures=rules.MEASURES, kinds=rules.COST_KINDS, keeps=holds(by, Right.KEEP_FUNDING),
    )  # fmt: skip


HANDLERS: Sequence[Any] = (show_funding, download_report, count_cost, remove_cost)

"""The HTML door of counting examination fees."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Response

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.web.forms import Form, Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import sent
from reports.examinations.operations import count_examinations
from reports.examinations.queries import examination_year
from reports.examinations.schemas import CountedYear


@get("/funding/examinations")
async def show_examinations(
    request: PageRequest, by: NamedDependency[Viewer], year: FromQuery[int | None] = None
) -> Response[Any]:
    """The fees of a fiscal year, counted and left."""
    return await _examinations(request, by, year=year)


@post("/funding/examinations")
async def count(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Count what is left of a year."""
    return await sent(request, by, partial(_counted, by), onward="/funding", again=partial(_again, request, by))


async def _counted(by: Viewer, form: Form) -> Done:
    return await count_examinations(fiscal_year=form.parse(CountedYear).fiscal_year, by=by)


async def _again(request: PageRequest, by: Viewer, refused: Refused) -> Response[Any]:
    typed = refused.form.first("fiscal_year")
    year = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == len("2026") else None
    return await _examinations(request, by, refused, year=year)


async def _examinations(
    request: PageRequest, by: Viewer, refused: Refused | None = None, *, year: int | None
) -> Response[Any]:
    return page(
        request, "examinations/year.html", refused=refused, shown=await examination_year(year=year, by=by),
        keeps=holds(by, Right.KEEP_FUNDING),
    )  # fmt: skip


HANDLERS: Sequence[Any] = (show_examinations, count)

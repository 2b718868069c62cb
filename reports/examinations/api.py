"""The JSON door of counting examination fees: the same operation, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery, JSONBody

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from reports.examinations.operations import count_examinations
from reports.examinations.queries import examination_year
from reports.examinations.schemas import CountedYear, ExaminationYear


@get("/api/v1/funding/examinations")
async def show_examinations(by: NamedDependency[Viewer], year: FromQuery[int | None] = None) -> ExaminationYear:
    """The fees of a fiscal year, counted and left."""
    return await examination_year(year=year, by=by)


@post("/api/v1/funding/examinations")
async def count(by: NamedDependency[Viewer], data: JSONBody[CountedYear], keyed: NamedDependency[Keyed | None]) -> Done:
    """Count what is left of a year."""
    return await once(by, keyed, partial(count_examinations, fiscal_year=data.fiscal_year, by=by))


HANDLERS: Sequence[Any] = (show_examinations, count)

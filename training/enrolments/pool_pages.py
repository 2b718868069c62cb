"""The HTML door of a pool's training: what is asked of whom, the table of people and courses, one person's record."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.viewer import Viewer
from foundation.errors import NotFound
from foundation.text.table_writing import write_csv, write_xlsx
from foundation.web.rendering import PageRequest, download, page
from foundation.web.sending import Act, sent
from registry.learning.operations import ask_no_longer, waive_course
from registry.learning.schemas import Waiver
from training.enrolments import operations
from training.enrolments.schemas import NewPostingCourse, NewRequirement
from training.enrolments.showing import asking, overview
from training.enrolments.standing import matrix, record_of

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@get("/training/requirements/new")
async def new_requirement(
    request: PageRequest, by: NamedDependency[Viewer], member: FromQuery[UUID | None] = None
) -> Response[Any]:
    """The form that asks a course of somebody; `member` chooses that person, from a page about them."""
    return await asking(request, by, member=member)


@post("/training/requirements")
async def require(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Ask a course of a member."""
    return await sent(
        request, by, lambda form: operations.require_training(new=form.parse(NewRequirement), by=by),
        onward="/training", again=partial(asking, request, by),
    )  # fmt: skip


@post("/training/requirements/{training_requirement:uuid}/waiver")
async def waive(
    request: PageRequest, by: NamedDependency[Viewer], training_requirement: FromPath[UUID]
) -> Response[Any]:
    """Let somebody off a course."""
    return await _asked(
        request, by, lambda form: waive_course(id=training_requirement, waiver=form.parse(Waiver), by=by)
    )


@post("/training/posting-courses")
async def ask_before_posting(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Ask a course of everybody before posting."""
    return await _asked(
        request, by, lambda form: operations.require_before_posting(new=form.parse(NewPostingCourse), by=by)
    )


@post("/training/posting-courses/{posting_course:uuid}/removal")
async def drop_posting_course(
    request: PageRequest, by: NamedDependency[Viewer], posting_course: FromPath[UUID]
) -> Response[Any]:
    """No longer ask a course of everybody."""
    return await _asked(request, by, lambda _: ask_no_longer(id=posting_course, by=by))


@get("/training/matrix/{ending:str}")
async def table_of_people(by: NamedDependency[Viewer], ending: FromPath[str]) -> Response[bytes]:
    """People x courses as a file."""
    heading, rows = await matrix(by=by)
    if ending == "csv":
        return download(write_csv(heading, rows), media_type="text/csv; charset=utf-8", filename="研修の一覧.csv")
    if ending == "xlsx":
        return download(write_xlsx(heading, rows, sheet="研修"), media_type=XLSX, filename="研修の一覧.xlsx")
    raise NotFound


@get("/training/people/{member:uuid}")
async def show_record(request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID]) -> Response[Any]:
    """One person's training."""
    return page(request, "training/record.html", record=await record_of(member=member, by=by))


async def _asked(request: PageRequest, by: Viewer, act: Act) -> Response[Any]:
    return await sent(request, by, act, onward="/training", again=partial(overview, request, by))


HANDLERS: Sequence[Any] = (
    new_requirement, require, waive, ask_before_posting, drop_posting_course, table_of_people, show_record,
)  # fmt: skip

"""The HTML door of courses: the menu, and texts to read and to print."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.idempotency import once
from foundation.errors import Refusal
from foundation.web.forms import Form, Problem, read_form
from foundation.web.rendering import PageRequest, page, redirect
from training.courses.access import may_publish
from training.courses.operations import publish_edition
from training.courses.queries import courses
from training.courses.rules import KINDS, sections
from training.courses.schemas import NewEdition
from training.courses.showing import course_page


@get("/training/courses")
async def list_courses(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """The menu, readable by anybody."""
    return page(request, "training/courses.html", courses=await courses(by=by), kinds=KINDS)


@get("/training/courses/{course:str}")
async def show_course(request: PageRequest, by: NamedDependency[Viewer], course: FromPath[str]) -> Response[Any]:
    """A course and its current text."""
    return await _course(request, by, course)


@get("/training/courses/{course:str}/editions/{number:int}")
async def show_edition(
    request: PageRequest, by: NamedDependency[Viewer], course: FromPath[str], number: FromPath[int]
) -> Response[Any]:
    """A course and one version of its text."""
    return await _course(request, by, course, number=number)


@post("/training/courses/{course:str}/editions")
async def publish(request: PageRequest, by: NamedDependency[Viewer], course: FromPath[str]) -> Response[Any]:
    """Publish the next version."""
    form = await read_form(request)
    try:
        new = form.parse(NewEdition)
        act = partial(publish_edition, course=course, new=new, by=by)
        await once(by, form.keyed("publish_edition"), act)
    except Refusal as refusal:
        return await _course(request, by, course, form=form, refusal=refusal)
    return redirect(f"/training/courses/{course}")


async def _course(
    request: PageRequest, by: Viewer, code: str, *, number: int | None = None, form: Form | None = None,
    refusal: Refusal | None = None,
) -> Response[Any]:  # fmt: skip
    shown = await course_page(code=code, by=by, number=number)
    return page(
        request, "training/course.html", status=refusal.status if refusal else 200, kinds=KINDS,
        names={row.code: row.name for row in await courses(by=by)}, shown=shown, sections=sections(shown.shown.text),
        publishes=may_publish(by) is None, form=form, problem=Problem.of(refusal) if refusal else None,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (list_courses, show_course, show_edition, publish)

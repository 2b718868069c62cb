"""The HTML door of courses: the menu, and texts to read and to print."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.viewer import Viewer
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import sent
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
    return await sent(
        request, by, lambda form: publish_edition(course=course, new=form.parse(NewEdition), by=by),
        onward=f"/training/courses/{course}", again=partial(_course, request, by, course),
    )  # fmt: skip


async def _course(
    request: PageRequest, by: Viewer, code: str, refused: Refused | None = None, *, number: int | None = None
) -> Response[Any]:
    shown = await course_page(code=code, by=by, number=number)
    return page(
        request, "training/course.html", refused=refused, kinds=KINDS, shown=shown,
        names={row.code: row.name for row in await courses(by=by)}, sections=sections(shown.shown.text),
        publishes=may_publish(by) is None,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (list_courses, show_course, show_edition, publish)

"""The JSON door of courses: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from training.courses.operations import publish_edition
from training.courses.queries import courses
from training.courses.schemas import CourseRow, NewEdition
from training.courses.showing import CoursePage, course_page


class Menu(Struct, frozen=True):
    """Every course, in the order of the menu."""

    courses: list[CourseRow]


@get("/api/v1/training/courses")
async def list_courses(by: NamedDependency[Viewer]) -> Menu:
    """The menu."""
    return Menu(await courses(by=by))


@get("/api/v1/training/courses/{course:str}")
async def show_course(by: NamedDependency[Viewer], course: FromPath[str]) -> CoursePage:
    """A course and its current text."""
    return await course_page(code=course, by=by)


@get("/api/v1/training/courses/{course:str}/editions/{number:int}")
async def show_edition(by: NamedDependency[Viewer], course: FromPath[str], number: FromPath[int]) -> CoursePage:
    """A course and one version of its text."""
    return await course_page(code=course, by=by, number=number)


@post("/api/v1/training/courses/{course:str}/editions")
async def publish(
    by: NamedDependency[Viewer], course: FromPath[str], data: JSONBody[NewEdition], keyed: NamedDependency[Keyed | None]
) -> Done:
    """Publish the next version."""
    return await once(by, keyed, partial(publish_edition, course=course, new=data, by=by))


HANDLERS: Sequence[Any] = (list_courses, show_course, show_edition, publish)

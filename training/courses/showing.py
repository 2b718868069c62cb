"""What both doors of courses show alike."""

from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from training.courses.queries import course, edition_of, editions_of
from training.courses.schemas import CourseRow, Edition


class CoursePage(Struct, frozen=True):
    """A course with a version of its text, and every version, the current one first."""

    course: CourseRow
    shown: Edition
    editions: list[Edition]

    @property
    def current(self) -> bool:
        """Whether the version shown is the current one."""
        return self.shown.number == self.editions[0].number


async def course_page(*, code: str, by: Viewer, number: int | None = None) -> CoursePage:
    """A course and its text, current or of a number. Raises `NotFound`."""
    async with reading(by):
        return CoursePage(
            course=await course(code=code, by=by),
            shown=await edition_of(course=code, by=by, number=number),
            editions=await editions_of(course=code, by=by),
        )

"""The menu and the texts: public, in versions."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from msgspec import convert
from msgspec.json import decode

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from training.courses.schemas import CourseRow, Edition, Unit

COURSES: Final = """
select code, name, aim, basis, minutes, kind, prerequisites, valid_months, teaches, source from course order by position
"""
EDITIONS: Final = """
select id, course, number, text, units, what_changed, source, published_by, published_on from course_edition
"""
OF_COURSE: Final = f"{EDITIONS} where course = $1 order by number desc"
CURRENT: Final = f"""
select distinct on (course) * from ({EDITIONS}) edition where course = any ($1::text[]) order by course, number desc
"""


async def courses(*, by: Viewer) -> list[CourseRow]:
    """Every course, in the order of the menu."""
    async with reading(by) as work:
        if COURSES not in work.known:
            work.known[COURSES] = [convert(dict(row), CourseRow) for row in await work.connection.fetch(COURSES)]
        known: list[CourseRow] = work.known[COURSES]
        return known


async def course(*, code: str, by: Viewer) -> CourseRow:
    """One course. Raises `NotFound`."""
    found = next((row for row in await courses(by=by) if row.code == code), None)
    if found is None:
        raise NotFound
    return found


async def editions_of(*, course: str, by: Viewer) -> list[Edition]:
    """The versions of a course's text, the current one first."""
    async with reading(by) as work:
        return [_edition(row) for row in await work.connection.fetch(OF_COURSE, course)]


async def edition_of(*, course: str, by: Viewer, number: int | None = None) -> Edition:
    """The current version of a course's text, or that of a number. Raises `NotFound`."""
    found = [row for row in await editions_of(course=course, by=by) if number in (None, row.number)]
    if not found:
        raise NotFound
    return found[0]


async def current_editions(*, courses: Collection[str], by: Viewer) -> dict[str, Edition]:
    """Course -> the current version of its text, of those that have one."""
    async with reading(by) as work:
        rows = await work.connection.fetch(CURRENT, list(courses))
        return {row["course"]: _edition(row) for row in rows}


def _edition(row: Mapping[str, Any]) -> Edition:
    return convert(dict(row) | {"units": decode(row["units"], type=list[Unit])}, Edition)

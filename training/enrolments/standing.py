"""Where a pool's people stand: who lacks what before which date, and people by courses. Part of `queries`."""

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from foundation.text.table_writing import Cell
from registry.learning.gate import counts_on, lacking
from registry.learning.queries import all_requirements, completions, requirements_of
from registry.learning.schemas import CompletionRow, RequirementRow
from registry.members.queries import member_names
from training.courses.queries import courses
from training.courses.schemas import CourseRow
from training.enrolments.access import reads_record
from training.enrolments.queries import PURPOSE, enrolments
from training.enrolments.rules import LIFE, unnamed
from training.enrolments.schemas import EnrolmentRow


class LackingRow(Struct, frozen=True):
    """Somebody who has not completed what was asked of them."""

    who: str
    requirement: RequirementRow


class Record(Struct, frozen=True):
    """What was asked of one person, what they lack of it today, and what they completed."""

    member: UUID
    who: str
    requirements: list[RequirementRow]
    lacking: list[UUID]
    completions: list[CompletionRow]


async def lacking_rows(*, by: Viewer, names: Mapping[UUID, str] | None = None) -> list[LackingRow]:
    """Who of the viewer's people still lacks what; the next due first, without a date last; then by person.

    `names` are those a page has looked up already, by member.
    """
    async with reading(by) as work:
        missing = lacking(await all_requirements(by=by), await completions(by=by), work.today)
        if names is None:
            names = await member_names(ids={row.member for row in missing}, by=by, purpose=PURPOSE)
    rows = [LackingRow(names.get(row.member) or unnamed(row.member), row) for row in missing]
    return sorted(rows, key=lambda row: (row.requirement.due_on or date.max, row.who, row.requirement.course_name))


async def record_of(*, member: UUID, by: Viewer) -> Record:
    """One person's training, for the person and the pool that keeps them: a school sees its sessions.

    Raises `NotFound`, also where nothing was asked yet.
    """
    async with reading(by) as work:
        asked = await requirements_of(members=[member], by=by)
        done = await completions(members=[member], by=by)
        pools = {row.pool for row in asked} | {row.pool for row in done}
        if not reads_record(by, member=member, pools=pools):
            raise NotFound
        names = await member_names(ids=[member], by=by, purpose=PURPOSE)
        missing = [row.id for row in lacking(asked, done, work.today)]
    return Record(member, names.get(member) or unnamed(member), asked, missing, done)


async def matrix(*, by: Viewer) -> tuple[list[str], list[list[Cell]]]:
    """People x courses of the viewer's pool as a table: heading and rows, people by name."""
    async with reading(by) as work:
        menu = await courses(by=by)
        people: dict[UUID, list[EnrolmentRow]] = {}
        for row in await enrolments(by=by):
            people.setdefault(row.member, []).append(row)
        lapsed = _lapsed(await completions(by=by), work.today)
    rows = [_line(taken, menu, lapsed) for taken in people.values()]
    return ["人材", *(course.name for course in menu)], sorted(rows, key=lambda row: str(row[0]))


def _lapsed(done: list[CompletionRow], day: date) -> set[tuple[UUID, str]]:
    return {(row.member, row.course) for row in done} - {
        (row.member, row.course) for row in done if counts_on(row, day)
    }


def _line(taken: list[EnrolmentRow], menu: list[CourseRow], lapsed: set[tuple[UUID, str]]) -> list[Cell]:
    cells = {row.course: row for row in taken}
    return [taken[0].who, *_cells(cells, menu, lapsed)]


def _cells(cells: dict[str, EnrolmentRow], menu: list[CourseRow], lapsed: set[tuple[UUID, str]]) -> Iterator[Cell]:
    for course in menu:
        row = cells.get(course.code)
        if row is None:
            yield ""
        elif row.completed_on is not None:
            yield f"修了 {row.completed_on:%Y-%m-%d}" + ("（期限切れ）" if (row.member, course.code) in lapsed else "")
        else:
            yield LIFE.words[row.state]

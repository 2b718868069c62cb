"""Questions about training; each starts from what the viewer may see."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from msgspec import convert

from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from registry.learning.queries import completions
from registry.members.queries import member_names
from training.courses.queries import courses
from training.enrolments.access import (
    attendance_visible_to,
    enrolments_visible_to,
    feedback_visible_to,
    units_visible_to,
)
from training.enrolments.rules import SMALLEST_CELL, unnamed
from training.enrolments.schemas import AttendanceRow, CourseCount, EnrolmentRow, FeedbackRow, Sitting, UnitRow
from training.enrolments.tables import AttendanceDay, CourseFeedback, Enrolment, UnitProgress

PURPOSE: Final = "研修の受講管理"
ROW: Final = (
    Enrolment.id, Enrolment.member, Enrolment.course, Enrolment.pool, Enrolment.required_for, Enrolment.session,
    Enrolment.school, Enrolment.waiting_for, Enrolment.waiting_since, Enrolment.state, Enrolment.reason,
    Enrolment.required_at, Enrolment.completed_on, Enrolment.version,
)  # fmt: skip
UNIT: Final = (
    UnitProgress.enrolment, UnitProgress.unit, UnitProgress.edition, UnitProgress.answers, UnitProgress.passed_on,
    UnitProgress.version,
)  # fmt: skip

SITTING: Final = """
select seen.id,
    array(select a.day from attendance a where a.enrolment = seen.id and a.session = seen.session
          order by a.day) as days,
    (select count(*) from unit_progress u where u.enrolment = seen.id and u.passed_on is not null) as passed,
    coalesce((select jsonb_array_length(t.units) from course_edition t where t.course = seen.course
              order by t.number desc limit 1), 0) as units
from ({scope}) seen
"""


async def enrolments(*, by: Viewer) -> list[EnrolmentRow]:
    """Every enrolment the viewer sees, latest asked first."""
    return await _rows(enrolments_visible_to(by), by)


async def enrolments_by_id(*, ids: Collection[UUID], by: Viewer) -> dict[UUID, EnrolmentRow]:
    """Those of `ids` that the viewer sees."""
    return {row.id: row for row in await _rows(enrolments_visible_to(by) & among(Enrolment.id, ids), by)}


async def enrolments_in(*, session: UUID, by: Viewer) -> list[EnrolmentRow]:
    """Those in one session, for its school and for whoever else sees some of them."""
    return await _rows(enrolments_visible_to(by) & (Enrolment.session == session), by)


async def waiting_in(*, session: UUID, by: Viewer) -> list[EnrolmentRow]:
    """Those who wait for a place in a session, the longest first."""
    return (await people_of(session=session, by=by))[1]


async def required_of(member: UUID, *, by: Viewer) -> list[EnrolmentRow]:
    """What a person has to take or took."""
    return await _rows(enrolments_visible_to(by) & (Enrolment.member == member), by)


async def enrolment_page(*, id: UUID, by: Viewer) -> EnrolmentRow:
    """One enrolment. Raises `NotFound` where the viewer does not see it."""
    rows = await _rows(enrolments_visible_to(by) & (Enrolment.id == id), by)
    if not rows:
        raise NotFound
    return rows[0]


async def completed_by(member: UUID, *, by: Viewer) -> frozenset[str]:
    """Codes of the courses a person completed at any time, as far as the viewer sees."""
    return frozenset(row.course for row in await completions(members=[member], by=by))


async def attendance_in(*, session: UUID, by: Viewer) -> list[AttendanceRow]:
    """Who came on which day of a session."""
    async with reading(by):
        columns = (AttendanceDay.enrolment, AttendanceDay.session, AttendanceDay.day)
        scope = attendance_visible_to(by) & (AttendanceDay.session == session)
        return [convert(row, AttendanceRow) for row in await AttendanceDay.select(*columns).where(scope)]


async def sitting_in(*, session: UUID, by: Viewer) -> dict[UUID, Sitting]:
    """Enrolment -> how those in a session are getting on, of those the viewer sees."""
    async with reading(by) as work:
        select = Enrolment.select(Enrolment.id, Enrolment.course, Enrolment.session)
        seen = select.where(enrolments_visible_to(by) & (Enrolment.session == session))
        query, arguments = seen.querystrings[0].compile_string()
        rows = await work.connection.fetch(SITTING.format(scope=query), *arguments)
    return {row["id"]: convert(dict(row), Sitting) for row in rows}


async def people_of(*, session: UUID, by: Viewer) -> tuple[list[EnrolmentRow], list[EnrolmentRow]]:
    """Who of a session sits in it, and who waits for a place, the longest first; of those the viewer sees."""
    concerned = (Enrolment.session == session) | (Enrolment.waiting_for == session)
    rows = await _rows(enrolments_visible_to(by) & concerned, by)
    waiting = [row for row in rows if row.waiting_for == session]
    return [row for row in rows if row.session == session], sorted(waiting, key=_waited)


async def units_of(*, enrolment: UUID, by: Viewer) -> dict[int, UnitRow]:
    """Unit -> how far the person is with it, of those they opened."""
    async with reading(by):
        scope = units_visible_to(by) & (UnitProgress.enrolment == enrolment)
        return {row["unit"]: convert(row, UnitRow) for row in await UnitProgress.select(*UNIT).where(scope)}


async def units_passed(*, enrolments: Collection[UUID], by: Viewer) -> dict[UUID, int]:
    """Enrolment -> how many units are passed; without any, absent."""
    async with reading(by):
        scope = units_visible_to(by) & among(UnitProgress.enrolment, enrolments) & UnitProgress.passed_on.is_not_null()
        rows = await UnitProgress.select(UnitProgress.enrolment).where(scope)
    found: dict[UUID, int] = {}
    for row in rows:
        found[row["enrolment"]] = found.get(row["enrolment"], 0) + 1
    return found


async def feedback_on(*, session: UUID, by: Viewer) -> list[FeedbackRow]:
    """What was said of a session, in an order that points at nobody."""
    async with reading(by):
        scope = feedback_visible_to(by) & (CourseFeedback.session == session)
        rows = await CourseFeedback.select(CourseFeedback.rating, CourseFeedback.words).where(scope)
    return sorted((convert(row, FeedbackRow) for row in rows), key=lambda row: (-row.rating, row.words))


async def national_counts(*, by: Viewer) -> list[CourseCount]:
    """People by course and state, nationwide; fewer than three are not shown."""
    async with reading(by) as work:
        rows = await work.connection.fetch("select course, state, people from national_training")
    return [
        CourseCount(row["course"], row["state"], row["people"] if row["people"] >= SMALLEST_CELL else None)
        for row in rows
    ]


def _waited(row: EnrolmentRow) -> tuple[datetime, UUID]:
    return (row.waiting_since or row.required_at, row.id)


async def _rows(scope: Condition, by: Viewer) -> list[EnrolmentRow]:
    async with reading(by):
        rows = await Enrolment.select(*ROW).where(scope).order_by(Enrolment.required_at, Enrolment.id, ascending=False)
        return await _with_names(rows, by)


async def _with_names(rows: Sequence[Mapping[str, Any]], by: Viewer) -> list[EnrolmentRow]:
    titles = {course.code: course.name for course in await courses(by=by)}
    names = await member_names(ids={row["member"] for row in rows}, by=by, purpose=PURPOSE)
    return [
        convert(
            {**row, "course_name": titles[row["course"]],
             "who": names.get(row["member"]) or unnamed(row["member"])},
            EnrolmentRow,
        )
        for row in rows
    ]  # fmt: skip

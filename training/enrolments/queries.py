"""Questions about training; each starts from what the viewer may see."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from msgspec import convert

from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from registry.members.queries import member_names
from training.courses.queries import courses
from training.enrolments.access import enrolments_visible_to
from training.enrolments.rules import SMALLEST_CELL, unnamed
from training.enrolments.schemas import CourseCount, EnrolmentRow
from training.enrolments.tables import Enrolment

PURPOSE = "研修の受講管理"
ROW = (
    Enrolment.id, Enrolment.member, Enrolment.course, Enrolment.pool, Enrolment.required_for, Enrolment.session,
    Enrolment.school, Enrolment.state, Enrolment.reason, Enrolment.required_at, Enrolment.completed_on,
    Enrolment.version,
)  # fmt: skip


async def enrolments(*, by: Viewer) -> list[EnrolmentRow]:
    """Every enrolment the viewer sees, latest asked first."""
    return await _rows(enrolments_visible_to(by), by)


async def enrolments_in(*, session: UUID, by: Viewer) -> list[EnrolmentRow]:
    """Those in one session, for its school and for whoever else sees some of them."""
    return await _rows(enrolments_visible_to(by) & (Enrolment.session == session), by)


async def required_of(member: UUID, *, by: Viewer) -> list[EnrolmentRow]:
    """What a person has to take or took."""
    return await _rows(enrolments_visible_to(by) & (Enrolment.member == member), by)


async def enrolment_page(*, id: UUID, by: Viewer) -> EnrolmentRow:
    """One enrolment. Raises `NotFound` where the viewer does not see it."""
    rows = await _rows(enrolments_visible_to(by) & (Enrolment.id == id), by)
    if not rows:
        raise NotFound
    return rows[0]


async def completions_of(members: Collection[UUID], *, by: Viewer) -> dict[UUID, frozenset[str]]:
    """Member -> codes of the courses completed, of those the viewer sees; what a gate before posting asks."""
    async with reading(by):
        rows = await Enrolment.select(Enrolment.member, Enrolment.course).where(
            enrolments_visible_to(by) & among(Enrolment.member, members) & (Enrolment.state == "completed")
        )
    done: dict[UUID, set[str]] = {member: set() for member in members}
    for row in rows:
        done[row["member"]].add(row["course"])
    return {member: frozenset(codes) for member, codes in done.items()}


async def national_counts(*, by: Viewer) -> list[CourseCount]:
    """People by course and state, nationwide; fewer than three are not shown."""
    async with reading(by) as work:
        rows = await work.connection.fetch("select course, state, people from national_training")
    return [
        CourseCount(row["course"], row["state"], row["people"] if row["people"] >= SMALLEST_CELL else None)
        for row in rows
    ]


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

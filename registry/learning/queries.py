"""What was asked, what was completed, and the gate; each starts from what the viewer may see.

A start asks `gate_of(member=..., day=today, by=by).closed_because`, many at once `gates_of`; a confirmation warns with
`untrained_if_hired`.
"""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from msgspec import convert

from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.database.scope import Condition, among
from foundation.database.together import Asked, Waits
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from foundation.text.dates import today_jst
from registry.learning.access import (
    completions_visible_to,
    may_ask,
    posting_courses_visible_to,
    requirements_visible_to,
)
from registry.learning.gate import counts_on, lacking
from registry.learning.schemas import CompletionRow, CourseDue, Gate, PostingCourseRow, RequirementRow, not_trained
from registry.learning.tables import PostingCourse, TrainingCompletion, TrainingRequirement

SOON_LACKING: Final = """
select seen.course_name, seen.due_on, count(*)::integer as people from ({scope}) seen
where not exists (select 1 from training_completion done where done.member = seen.member and done.course = seen.course
    and (done.valid_to is null or done.valid_to >= app_today()))
group by seen.due_on, seen.course_name order by seen.due_on, seen.course_name limit 10
"""
SHOWN_WITHIN: Final = timedelta(days=30)


async def gates_of(*, members: Collection[UUID], by: Viewer, day: date | None = None) -> dict[UUID, Gate]:
    """Member -> whether they may be posted on `day` (JST; None: today). Nothing asked before posting: open.

    Independent of registration as an accelerator: whoever's hiring is decided is trained (`domain.md`, Lifecycles).
    """
    async with reading(by) as work:
        on = day or work.today
        asked = await requirements_of(members=members, by=by)
        missing = lacking((row for row in asked if row.before_posting), await completions(members=members, by=by), on)
    return {member: Gate(member, on, [row for row in missing if row.member == member]) for member in members}


async def gate_of(*, member: UUID, by: Viewer, day: date | None = None) -> Gate:
    """The same for one person."""
    return (await gates_of(members=[member], by=by, day=day))[member]


async def gate_open(*, member: UUID, by: Viewer, day: date | None = None) -> bool:
    """Whether a person has completed what was asked of them before posting."""
    return (await gate_of(member=member, by=by, day=day)).open


async def untrained_if_hired(*, member: UUID, by: Viewer, day: date) -> str | None:
    """None, or the sentence which courses would be missing on `day` if a person were hired now.

    Beside what was asked of them already it counts what the viewer's pool asks of everybody whose hiring is decided.
    """
    async with reading(by):
        asked = await requirements_of(members=[member], by=by)
        done = await completions(members=[member], by=by)
        missing = [row.course_name for row in lacking((row for row in asked if row.before_posting), done, day)]
        settled = {row.course for row in asked} | {row.course for row in done if counts_on(row, day)}
        to_ask = [row.course_name for row in await posting_courses(by=by)
                  if by.acts_for(row.pool) and row.course not in settled]  # fmt: skip
    return not_trained([*missing, *to_ask]) if missing or to_ask else None


async def requirements_of(*, members: Collection[UUID], by: Viewer) -> list[RequirementRow]:
    """What was asked of these people, as far as the viewer sees it; the next due first, waived ones too."""
    return await _asked(requirements_visible_to(by) & among(TrainingRequirement.member, members), by)


async def all_requirements(*, by: Viewer) -> list[RequirementRow]:
    """Everything asked that the viewer sees; the next due first."""
    return await _asked(requirements_visible_to(by), by)


async def requirement(*, id: UUID, by: Viewer) -> RequirementRow:
    """One course asked of one person. Raises `NotFound`."""
    rows = await _asked(requirements_visible_to(by) & (TrainingRequirement.id == id), by)
    if not rows:
        raise NotFound
    return rows[0]


async def completions(*, by: Viewer, members: Collection[UUID] | None = None) -> list[CompletionRow]:
    """What was completed, of these people or of all the viewer sees; the latest first."""
    scope = completions_visible_to(by)
    if members is not None:
        scope = scope & among(TrainingCompletion.member, members)
    async with reading(by):
        select = TrainingCompletion.select().where(scope)
        rows = await select.order_by(TrainingCompletion.completed_on, TrainingCompletion.id, ascending=False)
    return [convert(row, CompletionRow) for row in rows]


async def posting_courses(*, by: Viewer) -> list[PostingCourseRow]:
    """The courses that the viewer's pools ask of everybody before posting."""
    columns = (
        PostingCourse.id,
        PostingCourse.pool,
        PostingCourse.course,
        PostingCourse.course_name,
        PostingCourse.source,
    )
    async with reading(by):
        rows = await PostingCourse.select(*columns).where(posting_courses_visible_to(by)).order_by(PostingCourse.course)
    return [convert(row, PostingCourseRow) for row in rows]


def _ask_waiting(by: Viewer) -> Asked[CourseDue] | None:
    if may_ask(by):
        return None
    soon = TrainingRequirement.due_on <= today_jst(current_clock().now()) + SHOWN_WITHIN
    own = (TrainingRequirement.pool == by.organisation) & TrainingRequirement.waived_on.is_null()
    columns = (TrainingRequirement.member, TrainingRequirement.course, TrainingRequirement.course_name,
               TrainingRequirement.due_on)  # fmt: skip
    select = TrainingRequirement.select(*columns).where(requirements_visible_to(by) & own & soon)
    return Asked.of(select, CourseDue, text=SOON_LACKING)


def _tell_waiting(_: Viewer, rows: list[CourseDue]) -> list[CourseDue]:
    return rows


WAITS: Final = Waits(_ask_waiting, _tell_waiting)
"""Courses of the viewer's own pool that people lack, due within a month or overdue."""


async def _asked(scope: Condition, by: Viewer) -> list[RequirementRow]:
    async with reading(by):
        select = TrainingRequirement.select().where(scope)
        rows = await select.order_by(TrainingRequirement.due_on).order_by(TrainingRequirement.id, ascending=False)
    return [convert(row, RequirementRow) for row in rows]

"""The worker's door of employment: first days that have come and last days that are over.

It may run twice: what has begun or ended no longer waits.
"""

from typing import Final
from uuid import UUID

from auth.organisations.queries import bodies_of_kind, system_for
from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.jobs.calendar import one_of_many
from matching.appointments.operations import begin_appointment
from matching.appointments.queries import begun_by, over_by
from matching.assignments.absences import end_absence
from matching.assignments.due import absences_over, due_to_end, due_to_start
from matching.assignments.operations import end_assignment, start_assignment, wind_up
from matching.assignments.schemas import AbsenceOver, Ending

TERM_OVER: Final = "期間の最後の日が過ぎたため、終わりました。"


async def begin_employment() -> None:
    """Approved appointments come into force on their first day, then the assignments under them start."""
    for body in await _pools():
        await _begin_for(body)


async def end_employment() -> None:
    """Absences and assignments end when their last day is over, then the appointments whose last day is over."""
    for body in await _pools():
        await _end_for(body)


async def _pools() -> list[UUID]:
    return [
        body.id for kind in ("prefecture", "union") for body in await bodies_of_kind(kind, by=Viewer.public())
    ]  # fmt: skip


async def _begin_for(body: UUID) -> None:
    by = await system_for(body)
    async with reading(by) as work:
        posts, due = await begun_by(day=work.today, by=by), await due_to_start(day=work.today, by=by)
    for post in posts:
        if post.state == "approved":
            with one_of_many("begin_appointment", post.id):
                await begin_appointment(id=post.id, by=by)
    in_force = {post.id for post in posts}
    for assignment in due:
        if assignment.appointment in in_force:
            with one_of_many("start_assignment", assignment.id):
                await start_assignment(id=assignment.id, by=by)


async def _end_for(body: UUID) -> None:
    by = await system_for(body)
    async with reading(by) as work:
        back = await absences_over(day=work.today, by=by)
        work_over, posts_over = await due_to_end(day=work.today, by=by), await over_by(day=work.today, by=by)
    for absence in back:
        with one_of_many("end_absence", absence.id):
            await end_absence(id=absence.id, over=AbsenceOver(verb="end", version=absence.version), by=by)
    for assignment in work_over:
        with one_of_many("end_assignment", assignment.id):
            ending = Ending(last_day=assignment.last_day, reason=TERM_OVER)
            await end_assignment(id=assignment.id, ending=ending, by=by)
    for post in posts_over:
        with one_of_many("wind_up", post.id):
            await wind_up(appointment=post.id, ending=Ending(last_day=post.last_day, reason=TERM_OVER), by=by)


HOURLY: Final = {"begin_employment": begin_employment, "end_employment": end_employment}

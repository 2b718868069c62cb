"""The worker's door of employment: first days that have come. It may run twice: what has begun no longer waits."""

from uuid import UUID

from auth.organisations.queries import bodies_of_kind
from auth.viewer import Reach, Viewer
from foundation.database.unit_of_work import reading
from matching.appointments.operations import begin_appointment
from matching.appointments.queries import begun_by
from matching.assignments.operations import start_assignment
from matching.assignments.queries import due_to_start


async def begin_employment() -> None:
    """Approved appointments come into force on their first day, then the assignments under them start."""
    for kind in ("prefecture", "union"):
        for body in await bodies_of_kind(kind, by=Viewer.public()):
            await _begin_for(body.id)


async def _begin_for(body: UUID) -> None:
    by = Viewer.system(body)
    async with reading(by) as work:
        posts, due = await begun_by(day=work.today, by=by), await due_to_start(day=work.today, by=by)
    for post in posts:
        if post.state == "approved":
            await begin_appointment(id=post.id, by=by)
    in_force = {post.id for post in posts}
    for assignment in due:
        if assignment.appointment in in_force:
            to_the_town = Viewer.system(body, reach=Reach([body, assignment.municipality]))
            await start_assignment(id=assignment.id, by=to_the_town)

"""What a school does with its sessions."""

from auth.journal.operations import record
from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotAllowed, RuleBroken
from training.courses.queries import courses
from training.sessions.schemas import NewSession
from training.sessions.tables import CourseSession


async def hold_session(*, new: NewSession, by: Viewer) -> Done:
    """Announce a session: from now on members can take a place in it."""
    if not holds(by, Right.KEEP_TRAINING):
        raise NotAllowed("研修の回を開けるのは研修機関だけです。")
    async with unit_of_work(by) as work:
        if new.course not in {course.code for course in await courses(by=by)}:
            raise RuleBroken("科目を一覧から選んでください。", field="course")
        id = work.new_id()
        given = new.model_dump() | {"online": new.online or new.place_kind == "online"}
        await CourseSession.insert(CourseSession(id=id, school=by.organisation, created_at=work.now, **given))
        await record(by=by, verb="hold_session", noun="course_session", subject=id, after={"course": new.course})
        return Done(id)

"""Asking a course of somebody, taking a place in a session, waiting for one, giving it back."""

from typing import Any
from uuid import UUID

from auth.journal.operations import record
from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import NotAllowed, RuleBroken
from foundation.jobs.queue import queue_job
from registry.learning.operations import ask_before_posting, ask_course
from registry.learning.schemas import RequirementAsked
from training.courses.queries import course, courses
from training.enrolments.moving import NOT_WAITING, change, chosen, move, tell
from training.enrolments.queries import completed_by, waiting_in
from training.enrolments.rules import missing_before
from training.enrolments.schemas import EnrolmentRow, NewPostingCourse, NewRequirement
from training.enrolments.tables import Enrolment
from training.sessions.queries import session_page
from training.sessions.schemas import SessionRow


async def require_training(*, new: NewRequirement, by: Viewer) -> Done:
    """Ask a course of a member of one's own pool; the member is told what for. Raises `NotFound` for others.

    The enrolment stands ready under the same id (`training_0002_gate.sql`).
    """
    if not holds(by, Right.KEEP_POOL):
        raise NotAllowed("研修を求められるのは、人材プールを持つ県などだけです。")
    async with unit_of_work(by):
        asked = RequirementAsked(course_name=await _name_of(new.course, by), **new.model_dump())
        return await ask_course(asked=asked, by=by)


async def require_before_posting(*, new: NewPostingCourse, by: Viewer) -> Done:
    """From now on one's own pool asks this course of everybody whose hiring is decided."""
    async with unit_of_work(by):
        name = await _name_of(new.course, by)
        return await ask_before_posting(course=new.course, course_name=name, source=new.source, by=by)


async def take_place(*, id: UUID, session: UUID, by: Viewer) -> Done:
    """Take a place in a session of the course. Raises `Conflict` where the last place is gone."""
    async with unit_of_work(by) as work:
        enrolment, held = await _coming(id, session, work=work, by=by)
        place: dict[Any, Any] = {Enrolment.session: held.id, Enrolment.school: held.school}
        return await move(enrolment, "enrol", work=work, by=by, also=place)


async def wait_for_place(*, id: UUID, session: UUID, by: Viewer) -> Done:
    """Wait for a place in a full session: whoever has waited longest moves up when somebody leaves."""
    async with unit_of_work(by) as work:
        enrolment, held = await _coming(id, session, work=work, by=by)
        if held.free > 0:
            raise RuleBroken("この回には空きがあります。待たずに申し込めます。", field="session")
        if enrolment.state not in ("required", "make_up"):
            raise RuleBroken("すでに別の回に申し込んでいます。取り消してから、空きを待ってください。")
        waiting: dict[Any, Any] = {
            Enrolment.waiting_for: held.id, Enrolment.waiting_school: held.school, Enrolment.waiting_since: work.now
        }  # fmt: skip
        await change(enrolment, waiting, work=work)
        await record(by=by, verb="wait", noun="enrolment", subject=id, person=enrolment.member,
                     after={"waiting_for": held.id})  # fmt: skip
        return Done(id, enrolment.version + 1)


async def leave_place(*, id: UUID, by: Viewer) -> Done:
    """Give a place back before the session begins, or stop waiting for one; whoever waits is moved up."""
    async with unit_of_work(by) as work:
        enrolment = await chosen(id, by)
        if enrolment.waiting_for is not None:
            await change(enrolment, NOT_WAITING, work=work)
            await record(by=by, verb="stop_waiting", noun="enrolment", subject=id, person=enrolment.member,
                         before={"waiting_for": enrolment.waiting_for})  # fmt: skip
            return Done(id, enrolment.version + 1)
        if enrolment.session is not None:
            held = await session_page(id=enrolment.session, by=by)
            if held.held_on <= work.today:
                raise RuleBroken("もう始まった回です。取り消せるのは、始まる前の日までです。")
        freed: dict[Any, Any] = {Enrolment.session: None, Enrolment.school: None}
        done = await move(enrolment, "leave", work=work, by=by, also=freed)
        arguments = {"session": str(enrolment.session), "organisation": str(enrolment.school)}
        await queue_job(work, "move_up", arguments)
        return done


async def move_up(*, session: UUID, by: Viewer) -> Done:
    """Give free places of the school's session to whoever has waited longest; they are told.

    Only before its first day: whoever is moved up can still give the place back.
    """
    async with unit_of_work(by) as work:
        held = await session_page(id=session, by=by)
        free = max(0, held.free) if held.held_on > work.today else 0
        for enrolment in (await waiting_in(session=session, by=by))[:free]:
            place: dict[Any, Any] = {Enrolment.session: held.id, Enrolment.school: held.school}
            await move(enrolment, "enrol", work=work, by=by, also=place)
            day = f"{held.held_on:%Y年%-m月%-d日}"
            await tell(
                enrolment,
                "moved-up",
                "席が空き、申し込みました",
                f"{day}の回です。都合が悪いときは取り消せます。",
                by=by,
            )
        return Done(session)


async def make_up(*, id: UUID, by: Viewer) -> Done:
    """Take the course again after a session that was not completed; its place is given back."""
    async with unit_of_work(by) as work:
        enrolment = await chosen(id, by)
        freed: dict[Any, Any] = {Enrolment.session: None, Enrolment.school: None}
        return await move(enrolment, "make_up", work=work, by=by, also=freed)


async def renew(*, id: UUID, by: Viewer) -> Done:
    """Take a course again whose completion lapses; the completion counts until its last day."""
    async with unit_of_work(by) as work:
        enrolment = await chosen(id, by)
        if (await course(code=enrolment.course, by=by)).valid_months is None:
            raise RuleBroken("この研修の修了には期限がありません。受け直す必要はありません。")
        again: dict[Any, Any] = {Enrolment.session: None, Enrolment.school: None, Enrolment.completed_on: None}
        return await move(enrolment, "renew", work=work, by=by, also=again)


async def _coming(id: UUID, session: UUID, *, work: Work, by: Viewer) -> tuple[EnrolmentRow, SessionRow]:
    """The enrolment and a session to come of its course, whose prerequisites the person has completed."""
    enrolment = await chosen(id, by)
    held = await session_page(id=session, by=by)
    if held.course != enrolment.course:
        raise RuleBroken("別の科目の回です。同じ科目の回を選んでください。", field="session")
    if held.held_on < work.today:
        raise RuleBroken("もう終わった回です。これからの回を選んでください。", field="session")
    subject = await course(code=enrolment.course, by=by)
    done = await completed_by(enrolment.member, by=by)
    if missing := missing_before(subject.prerequisites, done):
        names = {row.code: row.name for row in await courses(by=by)}
        first = "、".join(f"「{names[code]}」" for code in missing)
        raise RuleBroken(f"先に{first}を修了してから申し込んでください。", field="session")
    return enrolment, held


async def _name_of(code: str, by: Viewer) -> str:
    titles = {row.code: row.name for row in await courses(by=by)}
    if code not in titles:
        raise RuleBroken("科目を一覧から選んでください。", field="course")
    return titles[code]

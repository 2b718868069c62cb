"""What can be done with somebody's training."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from auth.inbox.operations import tell_member
from auth.journal.operations import record
from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import Conflict, NotAllowed, RuleBroken
from registry.learning.operations import ask_course, note_completion
from registry.learning.schemas import CompletionNoted, RequirementAsked
from training.courses.queries import courses, session_page
from training.enrolments.access import may_choose, may_mark
from training.enrolments.queries import enrolment_page, enrolments_in
from training.enrolments.rules import LIFE
from training.enrolments.schemas import Attendance, EnrolmentRow, NewRequirement, Results
from training.enrolments.tables import Enrolment

STALE = "この研修の記録は、ほかの人が先に変えました。何も変えていません。画面を読み込み直して確かめてください。"


async def require_training(*, new: NewRequirement, by: Viewer) -> Done:
    """Ask a course of a member of one's own pool; the member is told what for. Raises `NotFound` for others.

    The enrolment stands ready under the same id (`training_0002_gate.sql`).
    """
    if not holds(by, Right.KEEP_POOL):
        raise NotAllowed("研修を求められるのは、人材プールを持つ県などだけです。")
    async with unit_of_work(by):
        titles = {course.code: course.name for course in await courses(by=by)}
        if new.course not in titles:
            raise RuleBroken("科目を一覧から選んでください。", field="course")
        asked = RequirementAsked(course_name=titles[new.course], **new.model_dump())
        return await ask_course(asked=asked, by=by)


async def take_place(*, id: UUID, session: UUID, by: Viewer) -> Done:
    """Take a place in a session of the course. Raises `Conflict` where the last place is gone."""
    async with unit_of_work(by) as work:
        enrolment = await _chosen(id, by)
        held = await session_page(id=session, by=by)
        if held.course != enrolment.course:
            raise RuleBroken("別の科目の回です。同じ科目の回を選んでください。", field="session")
        if held.held_on < work.today:
            raise RuleBroken("もう終わった回です。これからの回を選んでください。", field="session")
        place: dict[Any, Any] = {Enrolment.session: held.id, Enrolment.school: held.school}
        return await _move(enrolment, "enrol", work=work, by=by, also=place)


async def make_up(*, id: UUID, by: Viewer) -> Done:
    """Take the course again after a session that was not completed; its place is given back."""
    async with unit_of_work(by) as work:
        enrolment = await _chosen(id, by)
        freed: dict[Any, Any] = {Enrolment.session: None, Enrolment.school: None}
        return await _move(enrolment, "make_up", work=work, by=by, also=freed)


async def note_attendance(*, session: UUID, attendance: Attendance, by: Viewer) -> Done:
    """Note who came to a session of one's own school."""
    async with unit_of_work(by) as work:
        for enrolment in _of(attendance.attended, await _marked(session, work=work, by=by)):
            await _move(enrolment, "attend", work=work, by=by)
        return Done(session)


async def note_results(*, session: UUID, results: Results, by: Viewer) -> Done:
    """Note who completed; those who came and did not are told the reason and may take the course again."""
    async with unit_of_work(by) as work:
        rows = await _marked(session, work=work, by=by)
        for enrolment in _of(results.completed, rows):
            await _move(enrolment, "complete", work=work, by=by, also={Enrolment.completed_on: work.today})
            await _note(enrolment, work.today, by=by)
        for enrolment in rows:
            if enrolment.state in ("enrolled", "attending") and enrolment.id not in results.completed:
                await _move(enrolment, "miss", work=work, by=by, reason=results.reason)
        return Done(session)


async def _chosen(id: UUID, by: Viewer) -> EnrolmentRow:
    enrolment = await enrolment_page(id=id, by=by)
    if refusal := may_choose(by, enrolment):
        raise NotAllowed(refusal)
    return enrolment


async def _marked(session: UUID, *, work: Work, by: Viewer) -> list[EnrolmentRow]:
    held = await session_page(id=session, by=by)
    if refusal := may_mark(by, held.school):
        raise NotAllowed(refusal)
    if held.held_on > work.today:
        raise RuleBroken("この回はまだ開かれていません。何も記録していません。開催の日から記録できます。")
    return await enrolments_in(session=session, by=by)


def _of(ids: Sequence[UUID], rows: Sequence[EnrolmentRow]) -> list[EnrolmentRow]:
    known = {row.id: row for row in rows}
    if set(ids) - set(known):
        raise RuleBroken("この回に申し込んでいない人が含まれています。画面を読み込み直してください。")
    return [known[id] for id in dict.fromkeys(ids)]


async def _move(
    enrolment: EnrolmentRow, verb: str, *, work: Work, by: Viewer, reason: str = "", also: dict[Any, Any] | None = None
) -> Done:
    target = LIFE.target(verb, enrolment.state, by=by, reason=reason)
    changes: dict[Any, Any] = {
        Enrolment.state: target,
        Enrolment.reason: reason,
        Enrolment.changed_at: work.now,
        Enrolment.version: enrolment.version + 1,
        **(also or {}),
    }
    same = (Enrolment.id == enrolment.id) & (Enrolment.version == enrolment.version)
    if not await Enrolment.update(changes).where(same).returning(Enrolment.id):
        raise Conflict(STALE)
    await record(by=by, verb=verb, noun="enrolment", subject=enrolment.id, person=enrolment.member,
                 before={"state": enrolment.state}, after={"state": target})  # fmt: skip
    if verb in ("complete", "miss"):
        await _tell_result(enrolment, target, reason, by=by)
    return Done(enrolment.id, enrolment.version + 1)


async def _note(enrolment: EnrolmentRow, day: date, *, by: Viewer) -> None:
    completed = CompletionNoted(
        member=enrolment.member, pool=enrolment.pool, course=enrolment.course, course_name=enrolment.course_name,
        completed_on=day, valid_to=None, enrolment=enrolment.id,
    )  # fmt: skip
    await note_completion(completed=completed, by=by)


async def _tell_result(enrolment: EnrolmentRow, state: str, reason: str, *, by: Viewer) -> None:
    await tell_member(
        member=enrolment.member, key=f"training-{enrolment.id}-{enrolment.version}", by=by,
        subject=f"「{enrolment.course_name}」：{LIFE.words[state]}",
        body=f"{reason}。ほかの回で受け直せます。" if reason else "修了が記録されました。",
        link=f"/training/enrolments/{enrolment.id}",
    )  # fmt: skip

"""What a school notes of its sessions: who came on which day, who completed. Part of `operations`."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from auth.journal.operations import record
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import NotAllowed, RuleBroken
from foundation.jobs.queue import queue_job
from registry.learning.operations import note_completion
from registry.learning.schemas import CompletionNoted
from training.courses.queries import course, current_editions
from training.courses.schemas import CourseRow
from training.enrolments.access import may_mark
from training.enrolments.moving import move, tell
from training.enrolments.queries import attendance_in, enrolments_in, units_passed
from training.enrolments.rules import LIFE, valid_to
from training.enrolments.schemas import Attendance, EnrolmentRow, Results
from training.enrolments.tables import AttendanceDay, Enrolment
from training.sessions.queries import session_page
from training.sessions.schemas import SessionRow


async def note_attendance(*, session: UUID, attendance: Attendance, by: Viewer) -> Done:
    """Note who came to a session of one's own school on a day of it; noted again, the later note counts.

    Whoever came on no day of it any more is enrolled as before, and is not completed by mistake.
    """
    async with unit_of_work(by) as work:
        held, rows = await _marked(session, work=work, by=by)
        day = attendance.day or held.held_on
        if day not in held.days:
            raise RuleBroken("この回の日ではありません。回の日を選んでください。", field="day")
        if day > work.today:
            raise RuleBroken("まだ来ていない日です。その日になってから記録してください。", field="day")
        came = _of(attendance.attended, rows)
        that_day = (AttendanceDay.session == session) & (AttendanceDay.day == day)
        await AttendanceDay.delete().where(that_day)
        for enrolment in came:
            await _note_day(enrolment, held, day, work=work)
        present = {row.enrolment for row in await attendance_in(session=session, by=by)}
        for enrolment in rows:
            if enrolment.state == "enrolled" and enrolment.id in present:
                await move(enrolment, "attend", work=work, by=by)
            elif enrolment.state == "attending" and enrolment.id not in present:
                await move(enrolment, "retract", work=work, by=by)
        await record(by=by, verb="note_attendance", noun="course_session", subject=session,
                     after={"day": day, "came": [row.id for row in came]})  # fmt: skip
        return Done(session)


async def note_results(*, session: UUID, results: Results, by: Viewer) -> Done:
    """Note who completed; those who came and did not are told the reason and may take the course again.

    Nobody completes before the session's last day is there and their e-learning units are done.
    """
    async with unit_of_work(by) as work:
        held, rows = await _marked(session, work=work, by=by)
        if (last := held.days[-1]) > work.today:
            raise RuleBroken(f"{last:%-m月%-d日}まで続く回です。何も記録していません。最後の日から記録できます。")
        passing = _of(results.completed, rows)
        await _refuse_without_units(passing, held.course, by=by)
        subject = await course(code=held.course, by=by)
        for enrolment in passing:
            await _complete(enrolment, subject, work=work, by=by)
        for enrolment in rows:
            if enrolment.state in ("enrolled", "attending") and enrolment.id not in results.completed:
                await move(enrolment, "miss", work=work, by=by, reason=results.reason)
                words = f"{results.reason}。ほかの回で受け直せます。"
                await tell(enrolment, "result", LIFE.words["not_completed"], words, by=by)
        return Done(session)


async def _complete(enrolment: EnrolmentRow, subject: CourseRow, *, work: Work, by: Viewer) -> None:
    await move(enrolment, "complete", work=work, by=by, also={Enrolment.completed_on: work.today})
    completed = CompletionNoted(
        member=enrolment.member, pool=enrolment.pool, course=subject.code, course_name=subject.name,
        completed_on=work.today, valid_to=valid_to(work.today, subject.valid_months), enrolment=enrolment.id,
    )  # fmt: skip
    await note_completion(completed=completed, by=by)
    await tell(enrolment, "result", LIFE.words["completed"], "修了が記録されました。", by=by)
    if subject.teaches:
        arguments = {"enrolment": str(enrolment.id), "organisation": str(enrolment.pool)}
        await queue_job(work, "prove_skills", arguments)


async def _marked(session: UUID, *, work: Work, by: Viewer) -> tuple[SessionRow, list[EnrolmentRow]]:
    held = await session_page(id=session, by=by)
    if refusal := may_mark(by, held.school):
        raise NotAllowed(refusal)
    if held.held_on > work.today:
        raise RuleBroken("この回はまだ開かれていません。何も記録していません。開催の日から記録できます。")
    return held, await enrolments_in(session=session, by=by)


async def _refuse_without_units(rows: Sequence[EnrolmentRow], subject: str, *, by: Viewer) -> None:
    edition = (await current_editions(courses=[subject], by=by)).get(subject)
    wanted = len(edition.units) if edition else 0
    passed = await units_passed(enrolments=[row.id for row in rows], by=by)
    if behind := [row.who for row in rows if passed.get(row.id, 0) < wanted]:
        raise RuleBroken(
            f"eラーニングの単元が終わっていない人がいます：{'、'.join(behind)}。何も記録していません。"
            "単元を終えてもらうか、この人を外して記録してください。", field="completed",
        )  # fmt: skip


async def _note_day(enrolment: EnrolmentRow, held: SessionRow, day: date, *, work: Work) -> None:
    await AttendanceDay.insert(
        AttendanceDay(id=work.new_id(), enrolment=enrolment.id, member=enrolment.member, school=held.school,
                      pool=enrolment.pool, session=held.id, day=day)
    )  # fmt: skip


def _of(ids: Sequence[UUID], rows: Sequence[EnrolmentRow]) -> list[EnrolmentRow]:
    known = {row.id: row for row in rows}
    if set(ids) - set(known):
        raise RuleBroken("この回に申し込んでいない人が含まれています。画面を読み込み直してください。")
    return [known[id] for id in dict.fromkeys(ids)]

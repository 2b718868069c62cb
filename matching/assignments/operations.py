"""What can be done with an assignment."""

from datetime import date
from typing import Any
from uuid import UUID

from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotAllowed, NotFound, RuleBroken
from foundation.text.wareki import wareki_with_weekday
from matching.appointments.operations import call_off_appointment, end_appointment
from matching.appointments.queries import appointment_row
from matching.assignments.absences import cut_absences
from matching.assignments.access import may_record, work_visible_to
from matching.assignments.moving import keep_step, kept, move, tell_both
from matching.assignments.queries import assignment_row, assignments_under
from matching.assignments.rules import ALIVE, BEGUN, name_known_until
from matching.assignments.schemas import Agreed, AssignmentRow, Ending, Worked
from matching.assignments.tables import Assignment, WorkedTime
from registry.capacity import operations as capacity
from registry.disclosures import operations as disclosures
from registry.disclosures.rules import Basis
from registry.learning.queries import gate_of
from registry.needs.operations import fill_need, note_agreed, note_called_off

NAME_PURPOSE = "配属にもとづく支援のため"


async def agree_assignment(*, agreed: Agreed, by: Viewer) -> Done:
    """Write down an agreed assignment, book its days, open the name to its town until its end and the retention.

    Raises `Conflict` where the days are not free, or the need has its person already.
    """
    require(by, Right.PROPOSE)
    async with unit_of_work(by) as work:
        id, period = work.new_id(), Period(agreed.first_day, agreed.end)
        await Assignment.insert(
            Assignment(id=id, proposal=agreed.proposal, owner=by.organisation, member=agreed.member,
                       municipality=agreed.municipality, need=agreed.need, appointment=agreed.appointment,
                       half_days=agreed.half_days, during=period.as_range(), state="agreed",
                       created_at=work.now)
        )  # fmt: skip
        await capacity.book(member=agreed.member, municipality=agreed.municipality, subject=id, period=period,
                            half_days=agreed.half_days, by=by)  # fmt: skip
        known = Period(min(work.today, agreed.first_day), name_known_until(agreed.end))
        await disclosures.grant(member=agreed.member, receiver=agreed.municipality, basis=Basis.ASSIGNMENT,
                                purpose=NAME_PURPOSE, period=known, subject=id, by=by)  # fmt: skip
        await note_agreed(id=agreed.need, first_day=agreed.first_day, by=by)
        await record(by=by, verb="agree_assignment", noun="assignment", subject=id, person=agreed.member,
                     after={"municipality": agreed.municipality, "half_days": agreed.half_days})  # fmt: skip
        await keep_step(await assignment_row(id=id, by=by), "agree", by=by)
        return Done(id)


async def start_assignment(*, id: UUID, by: Viewer) -> Done:
    """The work begins: from the first day to the last, under an approved appointment. The need is filled with it."""
    async with unit_of_work(by) as work:
        assignment = await kept(id, by=by)
        if work.today < assignment.first_day:
            raise RuleBroken("支援の始まりの日が、まだ来ていません。何も変えていません。")
        if work.today > assignment.last_day:
            raise RuleBroken("支援の最後の日が過ぎています。何も変えていません。配属を終えてください。")
        appointment = await appointment_row(id=assignment.appointment, by=by)
        if appointment.state not in ("approved", "in_force"):
            raise RuleBroken("任用がまだ決裁されていません。決裁が済むと、支援を始められます。")
        if closed := (await gate_of(member=assignment.member, by=by, day=work.today)).closed_because:
            raise RuleBroken(closed)
        done = await move(assignment, "start", by=by)
        await fill_need(id=assignment.need, by=by)
        key = f"assignment-{id}-{done.version}"
        await tell_both(assignment, key, "支援が始まりました", "記録は支援のたびに残してください。", by=by)
        return done


async def end_assignment(*, id: UUID, ending: Ending, by: Viewer) -> Done:
    """End an assignment on a day of its period, with the reason; the days after it are free again.

    Where the day is not over the work goes on until then and the calendar ends it. One that never started gives all its
    days back, and the last under a draft appointment calls that off. Raises `RuleBroken` before a day on which somebody
    worked, `Conflict` where the assignment moved since it was shown.
    """
    async with unit_of_work(by) as work:
        assignment = await kept(id, by=by, version=ending.version)
        early = assignment.state == "running" and work.today <= ending.last_day < assignment.last_day
        return await _end(assignment, ending, "shorten" if early else "end", by=by)


async def hand_over(*, id: UUID, by: Viewer) -> Done:
    """What was to be handed over is handed over: the end of the table. `matching/handovers` calls it."""
    async with unit_of_work(by):
        return await move(await kept(id, by=by), "hand_over", by=by)


async def wind_up(*, appointment: UUID, ending: Ending, by: Viewer) -> Done:
    """End what still runs under an appointment, then the appointment itself (`architecture.md`, flows)."""
    async with unit_of_work(by):
        for assignment in await assignments_under(appointment=appointment, by=by):
            if assignment.state in ALIVE:
                last_day = max(assignment.first_day, min(ending.last_day, assignment.last_day))
                until = Ending(last_day=last_day, reason=ending.reason)
                await _end(await kept(assignment.id, by=by), until, "end", by=by)
        return await end_appointment(id=appointment, by=by)


async def record_work(*, worked: Worked, by: Viewer) -> Done:
    """Write the minutes of one record, or correct them: the same `subject` again replaces what it said.

    What the town writes itself counts as confirmed; what anybody else writes or corrects waits for the town.
    Raises `NotAllowed`, and `RuleBroken` for a day outside the assignment, in the future or before its start.
    """
    require(by, Right.LOG_SUPPORT)
    async with unit_of_work(by) as work:
        assignment = await assignment_row(id=worked.assignment, by=by)
        if refusal := may_record(by, assignment):
            raise NotAllowed(refusal)
        _check_day(assignment, worked.worked_on, today=work.today)
        confirmed_at = work.now if by.acts_for(assignment.municipality) else None
        told: dict[Any, Any] = {WorkedTime.worked_on: worked.worked_on, WorkedTime.minutes: worked.minutes,
                WorkedTime.confirmed_at: confirmed_at}  # fmt: skip
        same = (WorkedTime.subject == worked.subject) & (WorkedTime.assignment == worked.assignment)
        kept = await WorkedTime.update(told).where(same).returning(WorkedTime.id)
        id = kept[0]["id"] if kept else work.new_id()
        if not kept:
            await WorkedTime.insert(
                WorkedTime(id=id, subject=worked.subject, assignment=assignment.id, owner=assignment.owner,
                           member=assignment.member, municipality=assignment.municipality, worked_on=worked.worked_on,
                           minutes=worked.minutes, confirmed_at=confirmed_at, created_at=work.now)
            )  # fmt: skip
        await record(by=by, verb="record_work", noun="assignment", subject=assignment.id, person=assignment.member,
                     after={"worked_on": worked.worked_on, "minutes": worked.minutes})  # fmt: skip
        return Done(id)


async def confirm_work(*, subject: UUID, by: Viewer) -> Done:
    """The town says that a record's minutes are right. Raises `NotFound`; the database refuses any other body."""
    require(by, Right.LOG_SUPPORT)
    async with unit_of_work(by) as work:
        seen = work_visible_to(by) & (WorkedTime.subject == subject)
        columns = (WorkedTime.id, WorkedTime.assignment, WorkedTime.municipality, WorkedTime.member)
        rows = await WorkedTime.select(*columns).where(seen)
        if not rows:
            raise NotFound
        if not by.acts_for(rows[0]["municipality"]):
            raise NotAllowed("支援の時間を確認できるのは、支援を受けた町だけです。")
        await WorkedTime.update({WorkedTime.confirmed_at: work.now}).where(WorkedTime.subject == subject)
        await record(by=by, verb="confirm_work", noun="assignment", subject=rows[0]["assignment"],
                     person=rows[0]["member"], after={"confirmed": True})  # fmt: skip
        return Done(rows[0]["id"])


async def _end(assignment: AssignmentRow, ending: Ending, verb: str, *, by: Viewer) -> Done:
    if not assignment.first_day <= ending.last_day <= assignment.last_day:
        raise RuleBroken("最後の日は、配属の期間の中の日にしてください。", field="last_day")
    started = assignment.state != "agreed"
    await _refuse_before_work(assignment, ending.last_day, by=by)
    done = await move(assignment, verb, reason=ending.reason, last_day=ending.last_day if started else None, by=by)
    await cut_absences(assignment, ending.last_day if started else None, by=by)
    if started:
        await capacity.shorten(subject=assignment.id, last_day=ending.last_day, by=by)
        await disclosures.end(subject=assignment.id, last_day=name_known_until(ending.last_day), by=by)
    else:
        await capacity.release(subject=assignment.id, by=by)
        await disclosures.end(subject=assignment.id, by=by)
        await note_called_off(id=assignment.need, by=by)
        await _call_off_draft(assignment.appointment, by=by)
    await tell_both(assignment, f"assignment-{done.id}-{done.version}", "配属が終わります", ending.reason, by=by)
    return done


async def _refuse_before_work(assignment: AssignmentRow, last_day: date, *, by: Viewer) -> None:
    """Days on which somebody worked stay in the period: they are settled by it."""
    later = work_visible_to(by) & (WorkedTime.assignment == assignment.id) & (WorkedTime.worked_on > last_day)
    latest = WorkedTime.select(WorkedTime.worked_on).where(later).order_by(WorkedTime.worked_on, ascending=False)
    if found := await latest.limit(1):
        day = wareki_with_weekday(found[0]["worked_on"])
        raise RuleBroken(f"{day}に支援の記録があるため、それより前の日には終えられません。何も変えていません。"
                         "記録を直すか、最後の日をその日より後にしてください。", field="last_day")  # fmt: skip


async def _call_off_draft(appointment: UUID, *, by: Viewer) -> None:
    """With the last work under it called off, a draft would wait for its approval for ever."""
    draft = await appointment_row(id=appointment, by=by)
    left = [one for one in await assignments_under(appointment=appointment, by=by) if one.state in ALIVE]
    if draft.state == "drafted" and not left:
        await call_off_appointment(id=appointment, by=by)


def _check_day(assignment: AssignmentRow, day: date, *, today: date) -> None:
    if assignment.state not in BEGUN:
        raise RuleBroken("この配属は、まだ始まっていません。始まってから記録してください。", field="assignment")
    if not assignment.first_day <= day <= assignment.last_day:
        raise RuleBroken("配属の期間の中の日にしてください。期間は配属の画面で確かめられます。", field="worked_on")
    if day > today:
        raise RuleBroken("きょうより後の日は、まだ記録できません。", field="worked_on")

"""What can be done with an appointment."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from auth.inbox.operations import tell_body, tell_member
from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import Conflict, NotAllowed, RuleBroken
from foundation.text.dates import period_text
from foundation.text.wareki import wareki_with_weekday
from matching.appointments.access import may_approve, may_keep
from matching.appointments.papers import queue_paper
from matching.appointments.queries import appointment_row, form_on
from matching.appointments.rules import DECISIONS, LIFE, PRINTED, FormTerms, due_stage, step_refusal, term_refusal
from matching.appointments.schemas import AppointmentRow, Decision, Draft
from matching.appointments.tables import Appointment, AppointmentStep
from registry.accelerators.naming import record_post
from registry.accelerators.schemas import Post

STALE = "この任用は、ほかの人が先に動かしました。何も変えていません。画面を読み込み直して確かめてください。"

BEFORE_THE_TERM = "任用の最初の日より前の日には記録できません。何も変えていません。日を確かめてください。"


async def draft_appointment(*, draft: Draft, by: Viewer) -> Done:
    """Draft an appointment for the appointing body to approve. Raises `RuleBroken`, naming the article, beyond the
    lawful term."""
    require(by, Right.PROPOSE)
    async with unit_of_work(by) as work:
        terms = await form_on(code=draft.form, day=draft.first_day, by=by)
        if refusal := term_refusal(terms, draft.first_day, draft.end):
            raise RuleBroken(refusal)
        id = work.new_id()
        await Appointment.insert(
            Appointment(id=id, proposal=draft.proposal, owner=by.organisation, member=draft.member,
                        appointing_body=draft.appointing_body, form=draft.form, title=draft.title,
                        during=Period(draft.first_day, draft.end).as_range(), state="drafted", created_at=work.now)
        )  # fmt: skip
        await record(by=by, verb="draft_appointment", noun="appointment", subject=id, person=draft.member,
                     after={"appointing_body": draft.appointing_body, "form": draft.form})  # fmt: skip
        await _print(terms, id, 1, by=by)
        await tell_body(
            organisation=draft.appointing_body, right=Right.APPROVE, key=f"appointment-{id}-1", by=by,
            subject="任用の案が届きました",
            body=f"{draft.title}（{terms.name}、{period_text(draft.first_day, draft.end)}）。"
                 "内容を確かめて決裁してください。",
            link=f"/appointments/{id}",
        )  # fmt: skip
        return Done(id)


async def approve_appointment(*, id: UUID, by: Viewer) -> Done:
    """The appointing body approves; the paper is printed again, now with its number."""
    async with unit_of_work(by) as work:
        appointment = await appointment_row(id=id, by=by)
        if refusal := may_approve(by, appointment):
            raise NotAllowed(refusal)
        decided = {Appointment.approved_at: work.now, Appointment.approved_by: by.account}
        done = await _move(appointment, "approve", decided, by=by)
        terms = await form_on(code=appointment.form, day=appointment.first_day, by=by)
        await _print(terms, id, done.version, by=by)
        await _tell_approved(appointment, done, by=by)
        return done


async def call_off_appointment(*, id: UUID, by: Viewer) -> Done:
    """A draft that nobody is to work under any more waits for no approval; the appointing body is told."""
    async with unit_of_work(by):
        appointment = await _kept(id, by)
        done = await _move(appointment, "call_off", {}, by=by)
        await tell_body(
            organisation=appointment.appointing_body, right=Right.APPROVE, by=by,
            key=f"appointment-{id}-{done.version}-called-off", subject="任用の案が取りやめになりました",
            body=f"「{appointment.title}」。この任用での配属がすべて取りやめになったため、決裁はいりません。",
            link=f"/appointments/{id}",
        )  # fmt: skip
        return done


async def begin_appointment(*, id: UUID, by: Viewer) -> Done:
    """An approved appointment is in force from its first day; the clock calls this. An accelerator's name is in use."""
    async with unit_of_work(by) as work:
        appointment = await _kept(id, by)
        if work.today < appointment.first_day:
            raise RuleBroken("任用の始まりの日が、まだ来ていません。何も変えていません。")
        done = await _move(appointment, "begin", {}, by=by)
        post = Post(body=appointment.appointing_body_name[:60], post=appointment.title[:60])
        await record_post(member=appointment.member, post=post, by=by)
        return done


async def end_appointment(*, id: UUID, by: Viewer) -> Done:
    """End an appointment. The database refuses it while an assignment under it is not ended."""
    async with unit_of_work(by):
        return await _move(await _kept(id, by), "end", {}, by=by)


async def _kept(id: UUID, by: Viewer) -> AppointmentRow:
    appointment = await appointment_row(id=id, by=by)
    if refusal := may_keep(by, appointment):
        raise NotAllowed(refusal)
    return appointment


async def decide_appointment(*, id: UUID, decision: Decision, by: Viewer) -> Done:
    """The appointing body renews, changes, suspends, resumes, lets go or dismisses, with the reason; a paper follows.

    Raises `RuleBroken`, naming rule and article, beyond the lawful term; `Conflict` where the appointment moved since,
    or somebody still works outside the new term.
    """
    async with unit_of_work(by) as work:
        appointment = await appointment_row(id=id, by=by)
        if refusal := may_approve(by, appointment):
            raise NotAllowed(refusal)
        if decision.version != appointment.version:
            raise Conflict(STALE)
        last_day = await _decided_last_day(appointment, decision, work=work, by=by)
        title = decision.title or appointment.title if decision.verb == "change" else appointment.title
        changes = {
            Appointment.title: title,
            Appointment.during: Period.inclusive(appointment.first_day, last_day).as_range(),
        }
        done = await _move(appointment, decision.verb, changes, by=by, reason=decision.reason)
        step = work.new_id()
        await AppointmentStep.insert(
            AppointmentStep(id=step, appointment=id, owner=appointment.owner, member=appointment.member,
                            appointing_body=appointment.appointing_body, verb=decision.verb, reason=decision.reason,
                            effective_on=decision.effective_on, title_before=appointment.title, title_after=title,
                            last_day_before=appointment.last_day, last_day_after=last_day, done_by=by.account,
                            created_at=work.now)
        )  # fmt: skip
        await queue_paper(kind="order", subject=step, version=1, by=by)
        word = DECISIONS[decision.verb]
        text = f"{appointment.appointing_body_name}が「{title}」の任用の{word}を決めました。理由：{decision.reason}"
        await _tell(appointment, done, f"任用の{word}が決まりました", text, by=by)
        return done


async def tell_ending(*, id: UUID, by: Viewer) -> None:
    """Tell the bodies and the member that a term ends within 90, 60 or 30 days, once each; the clock calls this."""
    async with unit_of_work(by) as work:
        appointment = await _kept(id, by)
        stage = due_stage(appointment.last_day, today=work.today)
        if stage is None or appointment.state != "in_force":
            return
        key = f"appointment-{id}-ends-{appointment.last_day}-{stage}"
        text = f"{wareki_with_weekday(appointment.last_day)}に終わります。更新するかを決めてください。"
        subject, link = f"「{appointment.title}」の任期の終わりまで{stage}日を切りました", f"/appointments/{id}"
        for body in {appointment.owner, appointment.appointing_body}:
            await tell_body(organisation=body, right=Right.READ_EMPLOYMENT, key=f"{key}-{body}", by=by,
                            subject=subject, body=text, link=link)  # fmt: skip
        await tell_member(member=appointment.member, key=f"{key}-member", by=by,
                          subject=subject, body=text, link=link)  # fmt: skip


async def _decided_last_day(appointment: AppointmentRow, decision: Decision, *, work: Work, by: Viewer) -> date:
    """The last day after the decision. Raises `RuleBroken` where the form does not allow it, the day is to come, or
    it lies before a term that has begun."""
    verb, day = decision.verb, decision.effective_on
    if day < appointment.first_day and appointment.state != "approved":
        raise RuleBroken(BEFORE_THE_TERM, field="effective_on")
    if verb not in ("renew", "change") and day > work.today:
        raise RuleBroken("その日が来てから記録してください。何も変えていません。", field="effective_on")
    leaves = verb in ("retire", "dismiss") and day >= appointment.first_day
    last_day = (day if leaves else decision.last_day if verb in ("renew", "change") else None) or appointment.last_day
    if verb == "dismiss":
        return min(last_day, appointment.last_day)
    terms = await form_on(code=appointment.form, day=appointment.first_day, by=by)
    refusal = step_refusal(terms, verb, first_day=appointment.first_day, old_end=_after(appointment.last_day),
                           new_end=_after(last_day))  # fmt: skip
    if refusal:
        raise RuleBroken(refusal, field="effective_on" if leaves else "last_day")
    return last_day


def _after(day: date) -> date:
    """The first day that is no longer in a period which ends with `day`."""
    return day + timedelta(days=1)


async def _move(
    appointment: AppointmentRow, verb: str, changes: dict[Any, Any], *, by: Viewer, reason: str = ""
) -> Done:
    target = LIFE.target(verb, appointment.state, by=by, reason=reason)
    moved = {Appointment.state: target, Appointment.version: appointment.version + 1} | changes
    same = (Appointment.id == appointment.id) & (Appointment.version == appointment.version)
    if not await Appointment.update(moved).where(same).returning(Appointment.id):
        raise Conflict(STALE)
    await record(by=by, verb=verb, noun="appointment", subject=appointment.id, person=appointment.member,
                 before={"state": appointment.state}, after={"state": target})  # fmt: skip
    return Done(appointment.id, appointment.version + 1)


async def _print(terms: FormTerms, id: UUID, version: int, *, by: Viewer) -> None:
    if terms.paper in PRINTED:
        await queue_paper(kind=terms.paper, subject=id, version=version, by=by)


async def _tell_approved(appointment: AppointmentRow, done: Done, *, by: Viewer) -> None:
    text = f"{appointment.appointing_body_name}が「{appointment.title}」の任用を決裁しました。"
    await _tell(appointment, done, "任用が決裁されました", text, by=by)


async def _tell(appointment: AppointmentRow, done: Done, subject: str, text: str, *, by: Viewer) -> None:
    link, key = f"/appointments/{appointment.id}", f"appointment-{appointment.id}-{done.version}"
    await tell_body(organisation=appointment.owner, right=Right.PROPOSE, key=key, by=by,
                    subject=subject, body=text, link=link)  # fmt: skip
    await tell_member(member=appointment.member, key=f"{key}-member", by=by,
                      subject=subject, body=text, link=link)  # fmt: skip

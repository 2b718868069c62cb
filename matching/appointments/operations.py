"""What can be done with an appointment."""

from typing import Any
from uuid import UUID

from auth.inbox.operations import tell_body, tell_member
from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, RuleBroken
from foundation.text.dates import period_text
from matching.appointments.access import may_approve, may_keep
from matching.appointments.papers import queue_paper
from matching.appointments.queries import appointment_row, form_on
from matching.appointments.rules import LIFE, PRINTED, FormTerms, term_refusal
from matching.appointments.schemas import AppointmentRow, Draft
from matching.appointments.tables import Appointment

STALE = "この任用は、ほかの人が先に動かしました。何も変えていません。画面を読み込み直して確かめてください。"


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


async def begin_appointment(*, id: UUID, by: Viewer) -> Done:
    """An approved appointment is in force from its first day; the clock calls this."""
    async with unit_of_work(by) as work:
        appointment = await _kept(id, by)
        if work.today < appointment.first_day:
            raise RuleBroken("任用の始まりの日が、まだ来ていません。何も変えていません。")
        return await _move(appointment, "begin", {}, by=by)


async def end_appointment(*, id: UUID, by: Viewer) -> Done:
    """End an appointment. The database refuses it while an assignment under it is not ended."""
    async with unit_of_work(by):
        return await _move(await _kept(id, by), "end", {}, by=by)


async def _kept(id: UUID, by: Viewer) -> AppointmentRow:
    appointment = await appointment_row(id=id, by=by)
    if refusal := may_keep(by, appointment):
        raise NotAllowed(refusal)
    return appointment


async def _move(appointment: AppointmentRow, verb: str, changes: dict[Any, Any], *, by: Viewer) -> Done:
    target = LIFE.target(verb, appointment.state, by=by)
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
    link, key = f"/appointments/{appointment.id}", f"appointment-{appointment.id}-{done.version}"
    text = f"{appointment.appointing_body_name}が「{appointment.title}」の任用を決裁しました。"
    await tell_body(organisation=appointment.owner, right=Right.PROPOSE, key=key, by=by,
                    subject="任用が決裁されました", body=text, link=link)  # fmt: skip
    await tell_member(member=appointment.member, key=f"{key}-member", by=by,
                      subject="任用が決裁されました", body=text, link=link)  # fmt: skip

"""Asking permission for a side job (地方公務員法 38条, where the form's data says it applies), and deciding on it."""

from typing import Any
from uuid import UUID

from auth.inbox.operations import tell_body, tell_member
from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, RuleBroken
from matching.appointments.access import may_approve, may_ask_side_job
from matching.appointments.queries import appointment_row, form_on, side_job_row
from matching.appointments.rules import ALIVE, SIDE_JOBS, side_job_refusal
from matching.appointments.schemas import NewSideJob, SideJobDecision
from matching.appointments.tables import SideJob

STALE = "この届け出は、ほかの人が先に判断しました。何も変えていません。画面を読み込み直して確かめてください。"


async def ask_side_job(*, appointment: UUID, new: NewSideJob, by: Viewer) -> Done:
    """The member, or the keeper of the pool for them, asks; the appointing body is told.

    Raises `RuleBroken`, naming the article, where the form of the appointment needs no permission, and outside its
    term.
    """
    require(by, Right.ANSWER)
    async with unit_of_work(by) as work:
        row = await appointment_row(id=appointment, by=by)
        if refusal := may_ask_side_job(by, row):
            raise NotAllowed(refusal)
        if row.state not in ALIVE:
            raise RuleBroken("この任用は終わっているため、兼業の届け出はいりません。何も保存していません。")
        if refusal := side_job_refusal(await form_on(code=row.form, day=row.first_day, by=by)):
            raise RuleBroken(refusal)
        if new.first_day < row.first_day or new.last_day > row.last_day:
            raise RuleBroken("兼業の期間は、任期の中の日にしてください。", field="last_day")
        id = work.new_id()
        await SideJob.insert(
            SideJob(id=id, appointment=appointment, owner=row.owner, member=row.member,
                    appointing_body=row.appointing_body, employer_name=new.employer_name, work=new.work,
                    during=new.period().as_range(), state="asked", created_at=work.now)
        )  # fmt: skip
        await record(by=by, verb="ask_side_job", noun="side_job", subject=id, person=row.member)
        await tell_body(organisation=row.appointing_body, right=Right.APPROVE, key=f"side-job-{id}", by=by,
                        subject="兼業の届け出が届きました",
                        body=f"「{row.title}」の任用について、許可するかを決めてください。",
                        link=f"/appointments/{appointment}")  # fmt: skip
        return Done(id)


async def decide_side_job(*, id: UUID, decision: SideJobDecision, by: Viewer) -> Done:
    """The appointing body permits or refuses, a refusal with its reason. Raises `Conflict` where it was decided."""
    async with unit_of_work(by) as work:
        job = await side_job_row(id=id, by=by)
        row = await appointment_row(id=job.appointment, by=by)
        if refusal := may_approve(by, row):
            raise NotAllowed(refusal)
        target = SIDE_JOBS.target(decision.verb, job.state, by=by, reason=decision.reason)
        changes: dict[Any, Any] = {
            SideJob.state: target,
            SideJob.reason: decision.reason,
            SideJob.decided_at: work.now,
            SideJob.version: decision.version + 1,
        }
        same = (SideJob.id == id) & (SideJob.version == decision.version) & (SideJob.state == job.state)
        if not await SideJob.update(changes).where(same).returning(SideJob.id):
            raise Conflict(STALE)
        await record(by=by, verb=f"{decision.verb}_side_job", noun="side_job", subject=id, person=job.member,
                     before={"state": job.state}, after={"state": target})  # fmt: skip
        await tell_member(member=job.member, key=f"side-job-{id}-decided", by=by,
                          subject=f"兼業の届け出：{SIDE_JOBS.words[target]}",
                          body=decision.reason or f"「{job.employer_name}」での兼業が認められました。",
                          link=f"/appointments/{job.appointment}")  # fmt: skip
        return Done(id, decision.version + 1)

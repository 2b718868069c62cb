"""Judging applications: who judges, the steps, a sheet for each seat, the decision and what it sets going."""

from typing import Any, Final
from uuid import UUID

import msgspec

from auth.inbox.operations import tell_body
from auth.journal.operations import record
from auth.organisations.queries import body
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from registry.postings.dossiers import person_of
from registry.postings.keeping import kept, move
from registry.postings.letters import write_letter
from registry.postings.queries import application_row, assessors_of, stages_of
from registry.postings.rows import ApplicationRow
from registry.postings.rules import APPLICATION, OVER, STAGES, forget_on, verdict_letter
from registry.postings.schemas import Decision, NewAssessor, NewStage, Sheet
from registry.postings.tables import (
    Application,
    ApplicationDecision,
    ApplicationSheet,
    PostingAssessor,
    PostingStage,
)

JUDGED: Final = ("received", "passed")
ENDED: Final = "この選考は終わっています。評価は変わっていません。"
STALE: Final = (
    "この応募は、ほかの人が先に動かしました。書いた内容は画面に残っています。"
    "いまの状態を確かめてから、もう一度送ってください。"
)


async def name_assessor(*, posting: UUID, new: NewAssessor, by: Viewer) -> Done:
    """Give a seat to somebody of the posting body or of a town or prefecture."""
    require(by, Right.RECRUIT)
    async with unit_of_work(by) as work:
        called = await kept(posting, by)
        named = await body(id=new.body, by=by)
        if named is None or named.kind not in ("municipality", "prefecture", "union"):
            raise RuleBroken("選考にあたれるのは、自治体の人です。", field="body")
        id = work.new_id()
        await PostingAssessor.insert(
            PostingAssessor(id=id, posting=posting, owner=by.organisation, body=new.body, label=new.label)
        )
        await record(by=by, verb="name_assessor", noun="posting", subject=posting, after={"body": new.body})
        if not by.acts_for(new.body):
            await tell_body(
                organisation=new.body, right=Right.ASSESS, key=f"assessor-{id}", by=by,
                subject=f"選考への協力のお願い：{called.title}", body="締切のあと、応募を読んで評価を書いてください。",
                link=f"/postings/{posting}/manage",
            )  # fmt: skip
        return Done(id)


async def strike_assessor(*, id: UUID, by: Viewer) -> Done:
    """Take a seat away that has written no sheet; told by its posting."""
    require(by, Right.RECRUIT)
    async with unit_of_work(by):
        own = (PostingAssessor.id == id) & (PostingAssessor.owner == by.organisation)
        rows = await PostingAssessor.select(PostingAssessor.posting).where(own)
        if not rows:
            raise NotFound
        await PostingAssessor.delete().where(own)
        await record(by=by, verb="strike_assessor", noun="posting", subject=rows[0]["posting"])
        return Done(rows[0]["posting"])


async def open_stage(*, posting: UUID, new: NewStage, by: Viewer) -> Done:
    """Begin a step of the screening once the posting is closed."""
    async with unit_of_work(by) as work:
        called = await kept(posting, by)
        if not await assessors_of(posting=posting, by=by):
            raise RuleBroken("先に、選考にあたる人を決めてください。")
        await move(posting, "select", seen=called.version, by=by)
        id = work.new_id()
        await PostingStage.insert(
            PostingStage(id=id, posting=posting, owner=by.organisation, round=called.round, kind=new.kind,
                         opened_at=work.now)
        )  # fmt: skip
        await record(by=by, verb="open_stage", noun="posting", subject=posting, after={"kind": STAGES[new.kind]})
        return Done(id)


async def close_stage(*, id: UUID, by: Viewer) -> Done:
    """End a step: no sheet is written any more, and all of them are open to those who judge; told by its posting."""
    require(by, Right.RECRUIT)
    async with unit_of_work(by) as work:
        own = (PostingStage.id == id) & (PostingStage.owner == by.organisation)
        rows = await PostingStage.select(PostingStage.posting).where(own)
        if not rows:
            raise NotFound
        now_open = own & PostingStage.closed_at.is_null()
        if not await PostingStage.update({PostingStage.closed_at: work.now}).where(now_open).returning(PostingStage.id):
            raise Conflict(ENDED)
        await record(by=by, verb="close_stage", noun="posting", subject=rows[0]["posting"])
        return Done(rows[0]["posting"])


async def write_sheet(*, application: UUID, sheet: Sheet, by: Viewer) -> Done:
    """Give points for one's seat, or other points while the step runs. Whoever wrote first keeps the seat's sheet."""
    require(by, Right.ASSESS)
    async with unit_of_work(by) as work:
        row = await application_row(id=application, by=by)
        await _check_seat(row, sheet, by)
        id = work.new_id()
        scores = msgspec.json.encode(sheet.scores).decode()
        again: dict[Any, Any] = {ApplicationSheet.scores: scores, ApplicationSheet.comment: sheet.comment,
                                 ApplicationSheet.written_at: work.now}  # fmt: skip
        place = (ApplicationSheet.application == application) & (ApplicationSheet.stage == sheet.stage)
        own = place & (ApplicationSheet.assessor == sheet.assessor) & (ApplicationSheet.written_by == by.account)
        if not await ApplicationSheet.update(again).where(own).returning(ApplicationSheet.id):
            await ApplicationSheet.insert(
                ApplicationSheet(
                    id=id, application=application, stage=sheet.stage, assessor=sheet.assessor, posting=row.posting,
                    owner=row.owner, body=by.organisation, written_by=by.account, scores=scores, comment=sheet.comment,
                    written_at=work.now,
                )
            )  # fmt: skip
        await record(by=by, verb="write_sheet", noun="application", subject=application, person=row.member)
        return Done(application)


async def decide(*, id: UUID, decision: Decision, by: Viewer) -> Done:
    """Let an application go on, offer, or reject it; the applicant gets a letter, the reason stays inside."""
    async with unit_of_work(by) as work:
        row = await application_row(id=id, by=by)
        posting = await kept(row.posting, by)
        target = APPLICATION.target(decision.verdict, row.state, by=by)
        if posting.state not in ("selecting", "offered") or row.round != posting.round:
            raise RuleBroken("決められるのは、選考中の応募だけです。先に選考を始めてください。")
        changes: dict[Any, Any] = {Application.state: target, Application.version: decision.version + 1,
                                   Application.decided_at: work.now}  # fmt: skip
        if target in OVER:
            changes[Application.forget_on] = forget_on(work.today)
        same = (Application.id == id) & (Application.version == decision.version)
        if not await Application.update(changes).where(same).returning(Application.id):
            raise Conflict(STALE)
        await ApplicationDecision.insert(
            ApplicationDecision(id=work.new_id(), application=id, owner=by.organisation, verdict=decision.verdict,
                                reason=decision.reason, decided_by=by.account, decided_at=work.now)
        )  # fmt: skip
        if target == "offered":
            await move(posting.id, "offer", seen=posting.version, by=by)
        await _write_verdict(row, decision, posting.title, posting.owner_name, by=by)
        await record(by=by, verb=decision.verdict, noun="application", subject=id, person=row.member,
                     before={"state": row.state}, after={"state": target})  # fmt: skip
        return Done(id, decision.version + 1)


async def _check_seat(row: ApplicationRow, sheet: Sheet, by: Viewer) -> None:
    seats = {seat.id for seat in await assessors_of(posting=row.posting, by=by) if by.acts_for(seat.body)}
    if sheet.assessor not in seats:
        raise NotAllowed("評価を書けるのは、選考にあたる人だけです。")
    stage = next((one for one in await stages_of(posting=row.posting, by=by) if one.id == sheet.stage), None)
    if stage is None or stage.closed_at is not None or row.state not in JUDGED:
        raise RuleBroken(ENDED)


async def _write_verdict(row: ApplicationRow, decision: Decision, title: str, body_name: str, *, by: Viewer) -> None:
    async with unit_of_work(by) as work:
        person = await person_of(application=row, by=by)
        if person is None:
            return
        subject, text = verdict_letter(verdict=decision.verdict, title=title, body=body_name, name=person.name,
                                       today=work.today)  # fmt: skip
        await write_letter(application=row.id, email=person.email, subject=subject, body=text, by=by)

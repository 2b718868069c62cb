"""What can be done with a support record."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from msgspec import structs

from auth.journal.operations import record as journal
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import Conflict, NotAllowed
from matching.assignments.operations import confirm_work
from matching.support.access import may_confirm, may_write, side_of
from matching.support.attachments import keep_papers
from matching.support.queries import record_row
from matching.support.rules import LIFE, Side
from matching.support.schemas import Confirmation, Correction, Doubt, NewRecord, RecordRow
from matching.support.tables import SupportRecord
from matching.support.writing import (
    CONTENT,
    check_days,
    close_to_others,
    count_minutes,
    keep_version,
    open_to_others,
    tell_town,
    tell_writers,
    whose,
)

STALE = "この記録は、ほかの人が先に直しました。何も変えていません。いまの内容を確かめて、もう一度送ってください。"


async def write_record(*, new: NewRecord, by: Viewer, papers: Mapping[str, bytes] | None = None) -> Done:
    """Write down what was done; minutes go into the man-day ledger. What the town writes itself is confirmed.

    `papers` are file name -> bytes. Raises `RuleBroken` for a day outside the assignment or in the future.
    """
    require(by, Right.LOG_SUPPORT)
    async with unit_of_work(by) as work:
        check_days(new, work)
        about = await whose(new, by=by)
        told = new.model_dump(include=set(CONTENT))
        state = "confirmed" if about["side"] == Side.TOWN else "sent"
        await SupportRecord.insert(
            SupportRecord(id=new.draft, **about, **told, state=state, created_at=work.now, changed_at=work.now)
        )
        await count_minutes(new.draft, about["assignment"], new, by=by)
        if state == "confirmed":
            await open_to_others(new.draft, about, new, new.shared, work=work)
        record = await record_row(id=new.draft, by=by)
        await keep_papers(record, papers or {}, by=by)
        await journal(by=by, verb="write_record", noun="support_record", subject=record.id, person=record.member,
                      after=told)  # fmt: skip
        await tell_town(record, Done(record.id), by=by)
        return Done(record.id)


async def correct_record(*, id: UUID, correction: Correction, by: Viewer) -> Done:
    """Replace what a record says; what it said stays readable, and the town is asked again.

    Raises `Conflict` where somebody else was first.
    """
    async with unit_of_work(by) as work:
        record, side = await _written(id, by)
        target = LIFE.target("correct", record.state, by=by)
        if record.version != correction.version:
            raise Conflict(STALE)
        check_days(correction, work)
        told = correction.model_dump(include=set(CONTENT))
        state = "confirmed" if side == Side.TOWN else target
        await keep_version(record, reason=correction.reason, side=side, work=work)
        done = await _move(record, told | {"state": state, "side": side, "doubt": ""}, work=work)
        await count_minutes(id, record.assignment, correction, by=by)
        await close_to_others(id)
        if side == Side.TOWN:
            await open_to_others(id, structs.asdict(record), correction, correction.shared, work=work)
        await journal(by=by, verb="correct_record", noun="support_record", subject=id, person=record.member,
                      before={name: getattr(record, name) for name in CONTENT}, after=told)  # fmt: skip
        await tell_town(await record_row(id=id, by=by), done, by=by)
        return done


async def confirm_record(*, id: UUID, confirmation: Confirmation, by: Viewer) -> Done:
    """The town says that a record is right, and who else may learn from it; its minutes count for the settlement."""
    async with unit_of_work(by) as work:
        record = await _received(id, by)
        target = LIFE.target("confirm", record.state, by=by)
        if record.version != confirmation.version:
            raise Conflict(STALE)
        done = await _move(record, {"state": target, "doubt": "", "shared": confirmation.shared}, work=work)
        if record.assignment is not None:
            await confirm_work(subject=id, by=by)
        await open_to_others(id, structs.asdict(record), record, confirmation.shared, work=work)
        await journal(by=by, verb="confirm_record", noun="support_record", subject=id, person=record.member,
                      before={"state": record.state},
                      after={"state": target, "shared": confirmation.shared})  # fmt: skip
        return done


async def question_record(*, id: UUID, doubt: Doubt, by: Viewer) -> Done:
    """The town says what is wrong; whoever wrote it reads that, and corrects."""
    async with unit_of_work(by) as work:
        record = await _received(id, by)
        target = LIFE.target("question", record.state, by=by, reason=doubt.reason)
        if record.version != doubt.version:
            raise Conflict(STALE)
        done = await _move(record, {"state": target, "doubt": doubt.reason}, work=work)
        await close_to_others(id)
        await journal(by=by, verb="question_record", noun="support_record", subject=id, person=record.member,
                      before={"state": record.state}, after={"state": target})  # fmt: skip
        await tell_writers(record, done, "支援の記録に指摘があります", doubt.reason, by=by)
        return done


async def _written(id: UUID, by: Viewer) -> tuple[RecordRow, Side]:
    record = await record_row(id=id, by=by)
    side = side_of(by, record)
    if refusal := may_write(by, record):
        raise NotAllowed(refusal)
    assert side is not None, "who may write writes as somebody"
    return record, side


async def _received(id: UUID, by: Viewer) -> RecordRow:
    record = await record_row(id=id, by=by)
    if refusal := may_confirm(by, record):
        raise NotAllowed(refusal)
    return record


async def _move(record: RecordRow, fields: Mapping[str, Any], *, work: Work) -> Done:
    moved = dict(fields) | {"changed_at": work.now, "version": record.version + 1}
    columns: dict[Any, Any] = {getattr(SupportRecord, name): value for name, value in moved.items()}
    same = (SupportRecord.id == record.id) & (SupportRecord.version == record.version)
    if not await SupportRecord.update(columns).where(same).returning(SupportRecord.id):
        raise Conflict(STALE)
    return Done(record.id, record.version + 1)

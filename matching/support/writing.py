"""Writing a record and what hangs on it: the ledger's minutes, the history, what others may learn. For operations."""

import json
from typing import Any
from uuid import UUID

from auth.inbox.operations import tell_body, tell_member
from auth.permissions import Right
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.scope import among
from foundation.database.unit_of_work import Work
from foundation.errors import NotAllowed, RuleBroken
from foundation.text.search import search_key
from matching.assignments.access import may_record
from matching.assignments.operations import record_work
from matching.assignments.queries import assignment_row
from matching.assignments.schemas import Worked
from matching.support.access import may_visit
from matching.support.rules import SIDES, Shared, Side
from matching.support.schemas import NewRecord, RecordRow, Told
from matching.support.tables import SupportKnowledge, SupportRecordVersion

CONTENT = tuple(Told.model_fields)


async def whose(new: NewRecord, *, by: Viewer) -> dict[str, Any]:
    """Town, pool and person that a new record is about, and the side that writes it.

    Raises `NotAllowed` for whoever has no part in it, `NotFound` for an assignment out of sight.
    """
    if new.assignment is None:
        assert new.municipality is not None, "the shape wants one of the two"
        if refusal := may_visit(by, new.municipality):
            raise NotAllowed(refusal)
        return {"assignment": None, "owner": by.organisation, "member": None, "municipality": new.municipality,
                "side": Side.POOL}  # fmt: skip
    row = await assignment_row(id=new.assignment, by=by)
    if refusal := may_record(by, row):
        raise NotAllowed(refusal)
    side = Side.MEMBER if by.is_member(row.member) else Side.TOWN if by.acts_for(row.municipality) else Side.POOL
    return {"assignment": row.id, "owner": row.owner, "member": row.member, "municipality": row.municipality,
            "side": side}  # fmt: skip


def check_days(told: Told, work: Work) -> None:
    """Raises `RuleBroken` for a day in the future, or a next visit before the one that is told."""
    if told.done_on > work.today:
        raise RuleBroken("きょうより後の日は、まだ記録できません。", field="done_on")
    if told.next_on is not None and told.next_on < told.done_on:
        raise RuleBroken("次に行く日は、この支援の日より後にしてください。", field="next_on")


async def count_minutes(id: UUID, assignment: UUID | None, told: Told, *, by: Viewer) -> None:
    """The ledger follows the record; a visit without an assignment is nobody's man-day."""
    if assignment is not None:
        worked = Worked(subject=id, assignment=assignment, worked_on=told.done_on, minutes=told.minutes)
        await record_work(worked=worked, by=by)


async def keep_version(record: RecordRow, *, reason: str, side: Side, work: Work) -> None:
    """What the record said until now, word for word."""
    content = {name: getattr(record, name) for name in CONTENT}
    await SupportRecordVersion.insert(
        SupportRecordVersion(
            id=work.new_id(), record=record.id, owner=record.owner, member=record.member,
            municipality=record.municipality, number=record.version, content=json.dumps(content, default=str),
            reason=reason, side=side, created_at=work.now,
        )
    )  # fmt: skip


async def open_to_others(id: UUID, row: dict[str, Any], told: Told | RecordRow, shared: str, *, work: Work) -> None:
    """What was learnt, for whom the town opened it; nothing where it stays between the parties."""
    await close_to_others(id)
    if shared == Shared.PARTIES:
        return
    await SupportKnowledge.insert(
        SupportKnowledge(
            id=id, owner=row["owner"], municipality=row["municipality"], shared=shared, done_on=told.done_on,
            means=told.means, themes=list(told.themes), done=told.done, next_step=told.next_step,
            search_key=search_key(f"{told.done}\n{told.next_step}"), created_at=work.now,
        )
    )  # fmt: skip


async def close_to_others(id: UUID) -> None:
    """Nobody but the parties reads it any more."""
    await SupportKnowledge.delete().where(among(SupportKnowledge.id, [id]))


async def tell_town(record: RecordRow, done: Done, *, by: Viewer) -> None:
    """The town reads what was done for it, and confirms it."""
    if by.acts_for(record.municipality):
        return
    await tell_body(
        organisation=record.municipality, right=Right.LOG_SUPPORT, key=f"support-{done.id}-{done.version}", by=by,
        subject="支援の記録が届きました", link=f"/support/{done.id}",
        body=f"{SIDES[Side(record.side)]}が書きました。内容が合っているか確かめてください。",
    )  # fmt: skip


async def tell_writers(record: RecordRow, done: Done, what: str, text: str, *, by: Viewer) -> None:
    """Who helped and the body that keeps the pool hear what the town said."""
    key, link = f"support-{done.id}-{done.version}", f"/support/{done.id}"
    subject = f"{record.municipality_name}：{what}"
    await tell_body(organisation=record.owner, right=Right.READ_SUPPORT, key=key, by=by,
                    subject=subject, body=text, link=link)  # fmt: skip
    if record.member is not None:
        await tell_member(member=record.member, key=f"{key}-member", subject=subject, body=text, link=link, by=by)

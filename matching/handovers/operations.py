"""What can be done with a handover."""

from typing import Any, Final
from uuid import UUID

from auth.inbox.operations import tell_body, tell_member
from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from matching.assignments.operations import hand_over
from matching.assignments.queries import assignment_row
from matching.assignments.schemas import AssignmentRow
from matching.handovers.access import may_hand_over, side_of
from matching.handovers.checklist import checklist_on
from matching.handovers.queries import handover_row
from matching.handovers.rules import LIFE, STATES
from matching.handovers.schemas import Closing, HandoverRow, ItemDone
from matching.handovers.tables import Handover, HandoverItem

HOLD_POINTS: Final = "select 1 from handover_item where handover = $1 order by id for update"
"""Nobody reopens a point while the handover is closed; who waited for it finds it closed."""
STALE = "この引き継ぎは、ほかの人が先に書きました。何も変えていません。いまの内容を確かめて、もう一度送ってください。"


async def open_handover(*, assignment: UUID, by: Viewer) -> Done:
    """Begin: the list of the day's template, each point with the side whose work it is; the other sides are told.

    Raises `RuleBroken` before the work has begun, `Conflict` where it was begun already.
    """
    require(by, Right.LOG_SUPPORT)
    async with unit_of_work(by) as work:
        row = await _shared(assignment, by)
        if row.state not in STATES:
            raise RuleBroken("引き継ぎを始められるのは、支援が始まってから、引き継ぎが済むまでです。")
        id, items = work.new_id(), checklist_on(work.today)
        await Handover.insert(
            Handover(id=id, assignment=row.id, owner=row.owner, member=row.member, municipality=row.municipality,
                     template=items[0].version, created_at=work.now)
        )  # fmt: skip
        await HandoverItem.insert(*[
            HandoverItem(id=work.new_id(), handover=id, owner=row.owner, member=row.member,
                         municipality=row.municipality, number=item.number, title=item.title, side=item.side)
            for item in items
        ])  # fmt: skip
        await record(by=by, verb="open_handover", noun="handover", subject=id, person=row.member,
                     after={"template": items[0].version})  # fmt: skip
        text = "あなたの分を確かめて、済んだものから印をつけてください。"
        await _tell(row, f"handover-{id}", "引き継ぎが始まりました", text, by=by)
        return Done(id, 1)


async def tick_item(*, handover: UUID, item: UUID, done: ItemDone, by: Viewer) -> Done:
    """A point is done, or not yet after all; any of the three sides writes it, and who and when is kept."""
    async with unit_of_work(by) as work:
        row = await handover_row(id=handover, by=by)
        assignment = await _shared(row.assignment, by)
        LIFE.target("tick" if done.done else "reopen", row.state, by=by)
        if item not in {one.id for one in row.items}:
            raise NotFound
        same = (HandoverItem.id == item) & (HandoverItem.version == done.version)
        if not await HandoverItem.update(_ticked(done, assignment, work, by)).where(same).returning(HandoverItem.id):
            raise Conflict(STALE)
        if (await handover_row(id=handover, by=by)).state != row.state:
            raise Conflict(STALE)
        await record(by=by, verb="tick_item", noun="handover", subject=handover, person=row.member,
                     after={"item": item, "done": done.done})  # fmt: skip
        return Done(item, done.version + 1)


async def close_handover(*, id: UUID, closing: Closing, by: Viewer) -> Done:
    """Everything is done: an assignment that has ended is handed over with it. Raises `RuleBroken` before."""
    async with unit_of_work(by) as work:
        await work.connection.execute(HOLD_POINTS, id)
        row = await handover_row(id=id, by=by)
        if not by.acts_for(row.owner):
            raise NotAllowed("引き継ぎを終えられるのは、この人を提案した団体だけです。")
        target = LIFE.target("close", row.state, by=by)
        assignment = await assignment_row(id=row.assignment, by=by)
        _check_done(row, assignment)
        changes: dict[Any, Any] = {Handover.state: target, Handover.message: closing.message,
                                   Handover.closed_at: work.now, Handover.version: closing.version + 1}  # fmt: skip
        same = (Handover.id == id) & (Handover.version == closing.version)
        if not await Handover.update(changes).where(same).returning(Handover.id):
            raise Conflict(STALE)
        await hand_over(id=row.assignment, by=by)
        await record(by=by, verb="close_handover", noun="handover", subject=id, person=row.member,
                     before={"state": row.state}, after={"state": target})  # fmt: skip
        await _tell(
            assignment, f"handover-{id}-done", "引き継ぎが済みました", closing.message or "おつかれさまでした。", by=by
        )
        return Done(id, closing.version + 1)


async def _shared(assignment: UUID, by: Viewer) -> AssignmentRow:
    row = await assignment_row(id=assignment, by=by)
    if refusal := may_hand_over(by, row):
        raise NotAllowed(refusal)
    return row


def _ticked(done: ItemDone, assignment: AssignmentRow, work: Work, by: Viewer) -> dict[Any, Any]:
    return {
        HandoverItem.note: done.note,
        HandoverItem.done_at: work.now if done.done else None,
        HandoverItem.done_side: side_of(by, assignment) if done.done else None,
        HandoverItem.done_by: by.account if done.done else None,
        HandoverItem.version: done.version + 1,
    }


def _check_done(row: HandoverRow, assignment: AssignmentRow) -> None:
    if row.left:
        points = "、".join(f"「{item.title}」" for item in row.left)
        raise RuleBroken(f"まだ済んでいないものがあります：{points}。済んでから終えてください。")
    if assignment.state != "ended":
        raise RuleBroken("配属がまだ終わっていません。最後の日が過ぎると、引き継ぎを終えられます。")


async def _tell(row: AssignmentRow, key: str, what: str, text: str, *, by: Viewer) -> None:
    subject, link = f"{row.municipality_name}：{what}", f"/assignments/{row.id}/handover"
    for body, right in ((row.municipality, Right.LOG_SUPPORT), (row.owner, Right.PROPOSE)):
        await tell_body(organisation=body, right=right, key=f"{key}-{body}", by=by, subject=subject, body=text,
                        link=link)  # fmt: skip
    await tell_member(member=row.member, key=f"{key}-member", by=by, subject=subject, body=text, link=link)

"""Erasing a person, and keeping to the periods of retention."""

from datetime import date
from uuid import UUID

from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import RuleBroken
from foundation.jobs.queue import queue_job
from foundation.text.dates import add_months
from registry.members.personal import left_before
from registry.privacy import rooms
from registry.privacy.access import at_the_desk
from registry.privacy.classes import RetentionClass, retention_classes
from registry.privacy.queries import check_serves, ran_on
from registry.privacy.schemas import Erasure, Ran
from registry.privacy.tables import RetentionRun

RETENTION_REASON = "保存期間が過ぎたため"


async def erase_person(*, member: UUID, erasure: Erasure, by: Viewer) -> Done:
    """Everything that names a person goes; the card stays under a dead number, counts and the journal stay. Repeatable.

    All of it or nothing. Raises `RuleBroken` with every reason why the person has to be kept for now.
    """
    require(by, Right.ERASE_PERSON)
    await check_serves(member=member, by=by)
    desk = at_the_desk(by, member)
    async with unit_of_work(desk) as work:
        if reasons := await rooms.bars(member=member, by=desk):
            raise RuleBroken("まだ消去できません。何も消していません。" + " ".join(reasons))
        for room in rooms.declared():
            await room.forget(member=member, by=desk)
        await record(by=by, verb="erase_person", noun="member", subject=member, person=member, purpose=erasure.reason)
        await queue_job(work, "note_erasure", {"member": str(member), "body": str(by.organisation)})
        return Done(member)


async def keep_to_retention(*, by: Viewer) -> list[Ran]:
    """The day's run for the viewer's body: what is overdue goes, and is counted again. A second run does nothing."""
    require(by, Right.ERASE_PERSON)
    async with unit_of_work(by) as work:
        if await ran_on(work.today, by=by):
            return []
        today, classes = work.today, [row for row in retention_classes() if row.how == "run" and row.months]
    erased = await _erase_left(today, classes, by=by)
    async with unit_of_work(by) as work:
        done = [erased.get(row.code) or await _remove(row, work=work) for row in classes]
        for row in done:
            await RetentionRun.insert(
                RetentionRun(id=work.new_id(), organisation=by.organisation, class_=row.code, day=work.today,
                             found=row.found, removed=row.removed, kept_back=row.kept_back, created_at=work.now)
            )  # fmt: skip
        return done


async def _remove(row: RetentionClass, *, work: Work) -> Ran:
    rule, before = rooms.retained()[row.code], add_months(work.today, -row.months)
    found = await work.connection.fetchval(rule.overdue, before)
    for removal in rule.removals:
        await work.connection.execute(removal, before)
    left = await work.connection.fetchval(rule.overdue, before)
    return Ran(row.code, found, found - left, left)


async def _erase_left(today: date, classes: list[RetentionClass], *, by: Viewer) -> dict[str, Ran]:
    """People who left the pool long ago, each in a transaction of their own; who has to be kept is counted as such."""
    row = next(row for row in classes if row.code == "former_member")
    overdue = await left_before(day=add_months(today, -row.months), by=by)
    kept_back = 0
    for member in overdue:
        try:
            await erase_person(member=member, erasure=Erasure(reason=RETENTION_REASON, confirmed="消去する"), by=by)
        except RuleBroken:
            kept_back += 1
    return {row.code: Ran(row.code, len(overdue), len(overdue) - kept_back, kept_back)}

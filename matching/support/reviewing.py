"""What came of an assignment: told by any side, confirmed by the town, whose need it ends with a review."""

from typing import Any
from uuid import UUID

from msgspec import convert

from auth.inbox.operations import tell_body
from auth.journal.operations import record as journal
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.scope import among
from foundation.database.unit_of_work import Work, reading, unit_of_work
from foundation.errors import Conflict, NotAllowed
from matching.assignments.access import may_record
from matching.assignments.queries import assignment_row
from matching.assignments.schemas import AssignmentRow
from matching.support.access import outcomes_visible_to
from matching.support.rules import Side
from matching.support.schemas import OutcomeRow, OutcomeTold
from matching.support.tables import SupportOutcome
from registry.needs.operations import review_need
from registry.needs.queries import needs_by_id
from registry.needs.schemas import Review

STALE = "成果は、ほかの人が先に書き直しました。何も変えていません。いまの内容を確かめて、もう一度送ってください。"
TOLD = ("story", "hours_saved", "introductions", "satisfaction")


async def outcome_of(*, assignment: UUID, by: Viewer) -> OutcomeRow | None:
    """What came of an assignment, None where nobody has said."""
    async with reading(by):
        scope = outcomes_visible_to(by) & (SupportOutcome.assignment == assignment)
        rows = await SupportOutcome.select(*SupportOutcome.all_columns()).where(scope)
        return convert(rows[0], OutcomeRow) if rows else None


async def review(*, assignment: UUID, told: OutcomeTold, by: Viewer) -> Done:
    """Say what came of an assignment. The town's own word confirms it, and with `outcome` reviews its need.

    Raises `NotAllowed` for who has no part in it, `Conflict` where somebody wrote since.
    """
    require(by, Right.LOG_SUPPORT)
    async with unit_of_work(by) as work:
        row = await assignment_row(id=assignment, by=by)
        if refusal := may_record(by, row):
            raise NotAllowed(refusal)
        town = by.acts_for(row.municipality)
        side = Side.TOWN if town else Side.MEMBER if by.is_member(row.member) else Side.POOL
        version = await _write(row, told, side, work=work, by=by)
        await journal(by=by, verb="review_assignment", noun="support_outcome", subject=assignment, person=row.member,
                      after=told.model_dump(mode="json", exclude={"version"}))  # fmt: skip
        if town:
            await _review_need(row, told, by=by)
        else:
            await tell_body(
                organisation=row.municipality, right=Right.LOG_SUPPORT, key=f"outcome-{assignment}-{version}", by=by,
                subject="支援の成果が届きました", body="内容が合っているか確かめ、町の言葉で直してください。",
                link=f"/support/outcomes/{assignment}",
            )  # fmt: skip
        return Done(assignment, version)


async def _write(row: AssignmentRow, told: OutcomeTold, side: Side, *, work: Work, by: Viewer) -> int:
    fields: dict[str, Any] = told.model_dump(include=set(TOLD)) | {
        "side": side, "confirmed_at": work.now if side == Side.TOWN else None, "changed_at": work.now,
    }  # fmt: skip
    kept = await outcome_of(assignment=row.id, by=by)
    if (kept.version if kept else None) != told.version:
        raise Conflict(STALE)
    if kept is None:
        await SupportOutcome.insert(
            SupportOutcome(assignment=row.id, owner=row.owner, member=row.member, municipality=row.municipality,
                           **fields)
        )  # fmt: skip
        return 1
    columns: dict[Any, Any] = {getattr(SupportOutcome, name): value for name, value in fields.items()}
    columns[SupportOutcome.version] = kept.version + 1
    same = among(SupportOutcome.assignment, [row.id]) & (SupportOutcome.version == kept.version)
    if not await SupportOutcome.update(columns).where(same).returning(SupportOutcome.assignment):
        raise Conflict(STALE)
    return kept.version + 1


async def _review_need(row: AssignmentRow, told: OutcomeTold, *, by: Viewer) -> None:
    """The town's need is filled: it is reviewed with the same words. One that was reviewed before stays as it is."""
    need = (await needs_by_id(ids=[row.need], by=by)).get(row.need)
    if told.outcome is None or need is None or need.state != "filled":
        return
    said = Review(outcome=told.outcome, findings=told.story, hours_saved=told.hours_saved)
    await review_need(id=need.id, review=said, by=by)

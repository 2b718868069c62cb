"""Moving an assignment through its table, with its step, its journal and its notices. Part of `operations`."""

from datetime import date
from typing import Any
from uuid import UUID

from auth.inbox.operations import tell_body, tell_member
from auth.journal.operations import record
from auth.permissions import Right
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import current_work
from foundation.errors import Conflict, NotAllowed
from matching.assignments.access import may_keep
from matching.assignments.queries import assignment_row
from matching.assignments.rules import LIFE
from matching.assignments.schemas import AssignmentRow
from matching.assignments.tables import Assignment, AssignmentStep

STALE = "この配属は、ほかの人が先に動かしました。何も変えていません。画面を読み込み直して確かめてください。"


async def kept(id: UUID, *, by: Viewer, version: int | None = None) -> AssignmentRow:
    """An assignment that the viewer's body keeps, as `version` showed it. Raises `NotAllowed`, `Conflict`."""
    assignment = await assignment_row(id=id, by=by)
    if refusal := may_keep(by, assignment):
        raise NotAllowed(refusal)
    if version is not None and version != assignment.version:
        raise Conflict(STALE)
    return assignment


async def move(
    assignment: AssignmentRow, verb: str, *, by: Viewer, reason: str = "", last_day: date | None = None
) -> Done:
    """Carry out a verb of the table, with another last day where one is given. Raises `Conflict` for who comes late."""
    target = LIFE.target(verb, assignment.state, by=by, reason=reason)
    moved: dict[Any, Any] = {
        Assignment.state: target,
        Assignment.reason: reason,
        Assignment.version: assignment.version + 1,
    }
    if last_day is not None:
        moved[Assignment.during] = Period.inclusive(assignment.first_day, last_day).as_range()
    same = (Assignment.id == assignment.id) & (Assignment.version == assignment.version)
    if not await Assignment.update(moved).where(same).returning(Assignment.id):
        raise Conflict(STALE)
    await keep_step(assignment, verb, by=by, reason=reason, last_day=last_day)
    await record(by=by, verb=verb, noun="assignment", subject=assignment.id, person=assignment.member,
                 before={"state": assignment.state, "last_day": assignment.last_day},
                 after={"state": target, "last_day": last_day or assignment.last_day})  # fmt: skip
    return Done(assignment.id, assignment.version + 1)


async def keep_step(
    assignment: AssignmentRow, verb: str, *, by: Viewer, reason: str = "", last_day: date | None = None
) -> None:
    """A line of the history, beside the change it tells."""
    work = current_work()
    await AssignmentStep.insert(
        AssignmentStep(id=work.new_id(), assignment=assignment.id, owner=assignment.owner, member=assignment.member,
                       municipality=assignment.municipality, verb=verb, reason=reason,
                       last_day_before=assignment.last_day, last_day_after=last_day or assignment.last_day,
                       done_by=by.account, created_at=work.now)
    )  # fmt: skip


async def tell_both(assignment: AssignmentRow, key: str, what: str, text: str, *, by: Viewer) -> None:
    """Tell the town and the person, once for each natural `key`."""
    subject, link = f"{assignment.municipality_name}：{what}", f"/assignments/{assignment.id}"
    await tell_body(organisation=assignment.municipality, right=Right.READ_EMPLOYMENT, key=key, by=by,
                    subject=subject, body=text, link=link)  # fmt: skip
    await tell_member(member=assignment.member, key=f"{key}-member", by=by, subject=subject, body=text, link=link)

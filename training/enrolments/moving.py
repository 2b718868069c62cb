"""The steps that every operation on an enrolment shares: who may, the lifecycle's table, the version, telling."""

from typing import Any, Final
from uuid import UUID

from auth.inbox.operations import tell_member
from auth.journal.operations import record
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work
from foundation.errors import Conflict, NotAllowed
from training.enrolments.access import may_choose
from training.enrolments.queries import enrolment_page
from training.enrolments.rules import LIFE
from training.enrolments.schemas import EnrolmentRow
from training.enrolments.tables import Enrolment

STALE: Final = "この研修の記録は、ほかの人が先に変えました。何も変えていません。画面を読み込み直して確かめてください。"
NOT_WAITING: Final[dict[Any, Any]] = {
    Enrolment.waiting_for: None, Enrolment.waiting_school: None, Enrolment.waiting_since: None
}  # fmt: skip


async def chosen(id: UUID, by: Viewer) -> EnrolmentRow:
    """An enrolment whose session the viewer chooses. Raises `NotFound`, `NotAllowed`."""
    enrolment = await enrolment_page(id=id, by=by)
    if refusal := may_choose(by, enrolment):
        raise NotAllowed(refusal)
    return enrolment


async def move(
    enrolment: EnrolmentRow, verb: str, *, work: Work, by: Viewer, reason: str = "", also: dict[Any, Any] | None = None
) -> Done:
    """Do what the lifecycle's table says of `verb`, with further columns."""
    target = LIFE.target(verb, enrolment.state, by=by, reason=reason)
    changes = {Enrolment.state: target, Enrolment.reason: reason, **NOT_WAITING, **(also or {})}
    await change(enrolment, changes, work=work)
    await record(by=by, verb=verb, noun="enrolment", subject=enrolment.id, person=enrolment.member,
                 before={"state": enrolment.state}, after={"state": target})  # fmt: skip
    return Done(enrolment.id, enrolment.version + 1)


async def change(enrolment: EnrolmentRow, changes: dict[Any, Any], *, work: Work) -> None:
    """Write columns under the next version. Raises `Conflict` where the row is no longer the one that was read."""
    changes = {Enrolment.changed_at: work.now, Enrolment.version: enrolment.version + 1, **changes}
    same = (Enrolment.id == enrolment.id) & (Enrolment.version == enrolment.version)
    if not await Enrolment.update(changes).where(same).returning(Enrolment.id):
        raise Conflict(STALE)


async def tell(enrolment: EnrolmentRow, what: str, subject: str, body: str, *, by: Viewer) -> None:
    """Tell the person; `what` and the version make the notice's key."""
    await tell_member(
        member=enrolment.member, key=f"training-{what}-{enrolment.id}-{enrolment.version}", by=by,
        subject=f"「{enrolment.course_name}」：{subject}", body=body, link=f"/training/enrolments/{enrolment.id}",
    )  # fmt: skip

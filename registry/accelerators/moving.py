"""Moving a registration along its life, as `operations` and `batch` both do."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from auth.inbox.operations import tell_body, tell_member
from auth.journal.operations import record
from auth.permissions import Right
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work
from foundation.errors import Conflict, NotAllowed
from registry.accelerators.access import may_decide
from registry.accelerators.queries import registration
from registry.accelerators.rules import LIFE
from registry.accelerators.schemas import RegistrationRow
from registry.accelerators.tables import Registration, RegistrationCheck

STALE: Final = "この登録は、ほかの人が先に変えました。何も変えていません。最新の内容を確かめてください。"


async def decided(id: UUID, by: Viewer) -> RegistrationRow:
    """The registration, for the body that registers. Raises `NotFound`, `NotAllowed`."""
    row = await registration(id=id, by=by)
    if refusal := may_decide(by, row):
        raise NotAllowed(refusal)
    return row


async def find(id: UUID, rules: Iterable[str], *, work: Work, by: Viewer) -> None:
    """Write down that the viewer's body found these rules kept."""
    for rule in rules:
        await RegistrationCheck.insert(
            RegistrationCheck(id=work.new_id(), registration=id, rule=rule, found_by=by.organisation,
                              found_on=work.today)
        )  # fmt: skip


async def move(
    row: RegistrationRow, verb: str, *, work: Work, by: Viewer, reason: str = "", more: dict[Any, Any] | None = None
) -> Done:
    """Take the verb's step, with `more` columns beside the state. Raises `RuleBroken`, `Conflict`."""
    target = LIFE.target(verb, row.state, by=by, reason=reason)
    changes = {
        Registration.state: target, Registration.reason: reason, Registration.changed_at: work.now,
        Registration.version: row.version + 1,
    } | (more or {})  # fmt: skip
    same = (Registration.id == row.id) & (Registration.version == row.version)
    if not await Registration.update(changes).where(same).returning(Registration.id):
        raise Conflict(STALE)
    await record(by=by, verb=verb, noun="registration", subject=row.id, person=row.member,
                 before={"state": row.state}, after={"state": target})  # fmt: skip
    return Done(row.id, row.version + 1)


async def tell_pool(row: RegistrationRow, what: str, text: str, *, by: Viewer) -> None:
    """The pool that recommended and the member read what happened."""
    subject, link = f"自治体DXアクセラレータ：{what}", f"/accelerators/{row.id}"
    key = f"registration-{row.id}-{row.version}"
    await tell_body(organisation=row.recommended_by, right=Right.RECOMMEND, key=key, by=by, subject=subject, body=text,
                    link=link)  # fmt: skip
    await tell_member(member=row.member, key=f"{key}-member", subject=subject, body=text, link=link, by=by)

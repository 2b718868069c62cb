"""Closing an account that somebody else uses, and opening it again. Part of `operations`, by the command line alone."""

from typing import Final
from uuid import UUID

from msgspec import Struct, convert

from auth.journal.operations import record
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import reading, unit_of_work
from foundation.errors import NotAllowed, NotFound, RuleBroken

SYSTEM: Final = Viewer(account=None, organisation=None, kind="system", role="system")
CALLED: Final = "select account, member, organisation, closed from account_called($1)"
CHANGE: Final = "select close_account($1, $2)"
BY_COMMAND_ONLY: Final = (
    "利用者を閉じたり開き直したりできるのは、この仕組みの管理コマンドだけです。何も変えていません。"
)
ABSENT: Final = "その利用者名の利用者はいません。何も変えていません。"
SAME: Final = "この利用者は、もう{}います。何も変えていません。"


class Owner(Struct, frozen=True):
    """An account and whose it is: a person's, a body's, or both."""

    account: UUID
    member: UUID | None
    organisation: UUID | None
    closed: bool

    @property
    def system(self) -> Viewer:
        """The system working for the person, else for the body: who reads in the journal what became of the account."""
        if self.member is not None:
            return Viewer.system_for_person(self.member)
        return Viewer.system(self.organisation) if self.organisation else SYSTEM


async def account_called(*, login: str) -> Owner:
    """Whose account it is. Raises `NotFound`."""
    async with reading(SYSTEM) as work:
        row = await work.connection.fetchrow(CALLED, login)
    if row is None:
        raise NotFound(ABSENT)
    return convert(dict(row), Owner)


async def close_account(*, owner: Owner, reason: str, by: Viewer) -> Done:
    """No way of signing in works any more, the sessions are over, and so is the calendar outside.

    Raises `NotAllowed` beside the command line, `RuleBroken` where it is closed already.
    """
    return await _changed(owner, closed=True, reason=reason, by=by)


async def reopen_account(*, owner: Owner, reason: str, by: Viewer) -> Done:
    """The ways of signing in work again; sessions and calendar do not come back. Raises as `close_account`."""
    return await _changed(owner, closed=False, reason=reason, by=by)


async def _changed(owner: Owner, *, closed: bool, reason: str, by: Viewer) -> Done:
    if by.role != "system":
        raise NotAllowed(BY_COMMAND_ONLY)
    async with unit_of_work(by) as work:
        if not await work.connection.fetchval(CHANGE, owner.account, work.now if closed else None):
            raise RuleBroken(SAME.format("閉じて" if closed else "開いて"))
        await record(by=by, verb="close_account" if closed else "reopen_account", noun="account",
                     subject=owner.account, person=owner.member, purpose=reason)  # fmt: skip
        return Done(owner.account)

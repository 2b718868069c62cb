"""Opening accounts and giving roles."""

from dataclasses import dataclass
from uuid import UUID

from asyncpg import Range

from auth.accounts.passwords import hashed
from auth.journal.operations import record
from auth.permissions.rules import Role
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotAllowed

INSERT = """
insert into account (id, login, password_hash, display_name, division, email, member, demo)
values ($1, $2, $3, $4, $5, $6, $7, $8)
"""


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to be opened. `password` None: it signs in by another way."""

    login: str
    display_name: str
    division: str = ""
    email: str | None = None
    password: str | None = None
    member: UUID | None = None
    demo: bool = False


async def open_account(account: NewAccount, *, role: Role | None, by: Viewer) -> Done:
    """Open an account; with `role`, it holds that role in the viewer's acting body from today.

    People get theirs by invitation (`auth/staff`): nobody sets another's password. Raises `NotAllowed`.
    """
    if by.role != "system":
        raise NotAllowed("利用者を直接つくれるのは、この仕組みの管理コマンドだけです。招待のメールを送ってください。")
    async with unit_of_work(by) as work:
        id = work.new_id()
        kept = hashed(account.password) if account.password else None
        await work.connection.execute(
            INSERT, id, account.login.lower(), kept, account.display_name, account.division, account.email,
            account.member, account.demo,
        )  # fmt: skip
        if role is not None:
            await work.connection.execute(
                "insert into role_holding (id, account, organisation, role, during) values ($1, $2, $3, $4, $5)",
                work.new_id(), id, by.organisation, role, Range(work.today, None),
            )  # fmt: skip
        await record(by=by, verb="open_account", noun="account", subject=id, after={"login": account.login})
        return Done(id)

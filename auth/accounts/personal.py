"""A person's own account."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in
from foundation.database.unit_of_work import unit_of_work

HOLDS: Final = (Holding("account", "サインインの利用者", without=("password_hash",)),)
FORGET: Final = """
delete from account where member = $1
    and not exists (select 1 from role_holding held where held.account = account.id)
"""


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """The account goes with its sessions; somebody who also works for a body keeps the account of that work."""
    async with unit_of_work(by) as work:
        await work.connection.execute(FORGET, member)

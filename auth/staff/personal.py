"""Invitations to a person."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in
from foundation.database.unit_of_work import unit_of_work

HOLDS: Final = (Holding("invitation", "サインインの招待", without=("token_hash",)),)
FORGET: Final = (
    "update invitation set address = '', display_name = '', ended_at = coalesce(ended_at, $2) where member = $1"
)


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """The link ends; name and address go."""
    async with unit_of_work(by) as work:
        await work.connection.execute(FORGET, member, work.now)

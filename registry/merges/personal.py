"""That two entries of a person were joined, or were thought to be one person."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in
from foundation.database.unit_of_work import unit_of_work

HOLDS: Final = (
    Holding("member_merge", "登録の統合", "member = $1 or absorbed = $1", stays="理由を消し、番号だけを残します"),
)


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """The reasons go; numbers stay, so that what followed the merge can be explained."""
    async with unit_of_work(by) as work:
        await work.connection.execute("update member_merge set reason = '' where member = $1 or absorbed = $1", member)

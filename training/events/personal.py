"""A person's seats at events."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in
from foundation.database.unit_of_work import unit_of_work

HOLDS: Final = (Holding("event_seat", "催しの申し込み", stays="出席の数のため、名前を消した行だけを残します"),)
BLANK: Final = "update event_seat set name = '消去済み' where member = $1"


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """The name goes; that somebody came is counted on."""
    async with unit_of_work(by) as work:
        await work.connection.execute(BLANK, member)

"""Days a person offers and what is booked of them."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in

HOLDS: Final = (
    Holding("capacity_head", "日数の台帳", stays="統計のため、名前のない番号の行として残します"),
    Holding("capacity_offer", "出せる日数", stays="統計のため、名前のない番号の行として残します"),
    Holding("capacity_booking", "予約された日数", stays="統計のため、名前のない番号の行として残します"),
)


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """Days are counted, and name nobody."""

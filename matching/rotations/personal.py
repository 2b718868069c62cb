"""Plans in which a person stands."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in

HOLDS: Final = (
    Holding("rotation_turn", "ローテーションの予定", stays="計画の記録として、名前のない番号の行で残します"),
)


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """A turn names a town and a number, and no person."""

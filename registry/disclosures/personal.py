"""To whom a person's name was open."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in
from registry.disclosures.operations import close_all

HOLDS: Final = (
    Holding("disclosure", "名前を見られる根拠", stays="だれに名前を見せたかの記録として残します。名前は入っていません"),
)


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """Every basis ends; that there was one stays."""
    await close_all(member=member, by=by)

"""Batches hold copies of papers that name a person."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in
from foundation.database.unit_of_work import unit_of_work

HOLDS: Final[tuple[Holding, ...]] = ()
"""Nothing of its own: the register tells of the papers themselves."""
FORGET: Final = "delete from paper_batch where documents && (select array_agg(id) from document where member = $1)"


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """A copy goes with its person, not after its week."""
    async with unit_of_work(by) as work:
        await work.connection.execute(FORGET, member)

"""What somebody of the pool decided by hand about a person."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in
from foundation.database.unit_of_work import unit_of_work

HOLDS: Final = (
    Holding("allocation_pin", "割当で固定したこと"),
    Holding("allocation_readmission", "町の見送りのあと、もう一度候補にしたこと"),
)
FORGET: Final = """
with pins as (delete from allocation_pin where member = $1)
delete from allocation_readmission where member = $1
"""


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """Pins and readmissions go: a plan holds ids only."""
    async with unit_of_work(by) as work:
        await work.connection.execute(FORGET, member)

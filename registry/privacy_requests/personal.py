"""What a person asked about their own data."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in
from foundation.database.unit_of_work import unit_of_work

HOLDS: Final = (
    Holding("privacy_request", "開示・訂正・消去の請求", stays="請求と決定の記録として残します。書いた文は消します"),
)
FORGET: Final = """
update privacy_request set detail = '', answer = '', version = version + 1 where member = $1
    and (detail <> '' or answer <> '')
"""


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """What was written goes; that something was asked and decided stays."""
    async with unit_of_work(by) as work:
        await work.connection.execute(FORGET, member)

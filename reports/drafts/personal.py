"""Drawn papers that name a person."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in
from foundation.database.unit_of_work import unit_of_work

HOLDS: Final = (
    Holding(
        "paper_draft",
        "起案した書類",
        stays="決裁した案は、発行した書類のもとになった公文書です。案のままのものは消します",
    ),
)
FORGET: Final = "delete from paper_draft where member = $1 and state <> 'approved'"


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """What was not approved goes; an approved draft stands behind an issued paper."""
    async with unit_of_work(by) as work:
        await work.connection.execute(FORGET, member)

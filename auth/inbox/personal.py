"""What a person was told."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, Retained, held_in
from foundation.database.unit_of_work import unit_of_work

HOLDS: Final = (Holding("notice", "お知らせ"),)
FORGET: Final = "delete from notice where member = $1"
RETAINED: Final = {
    "notice": Retained(
        """select count(*) from notice where app_organisation() in (organisation, sender) and created_at < $1::date""",
        ("""delete from notice where app_organisation() in (organisation, sender) and created_at < $1::date""",),
    ),
}


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """Notices to the person go."""
    async with unit_of_work(by) as work:
        await work.connection.execute(FORGET, member)

"""What a person handed over."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in
from foundation.database.unit_of_work import unit_of_work

RECEIVED: Final = "町が受け取ったものの記録として、名前のない番号の行で残します"
HOLDS: Final = (
    Holding("handover", "引き継ぎ", stays=f"{RECEIVED}。添えた言葉は消します"),
    Holding("handover_item", "引き継ぎの一覧", stays=RECEIVED),
)
FORGET: Final = "update handover set message = '' where member = $1"


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """A handover names a town and its work; the word that went with it was written to people, and goes."""
    async with unit_of_work(by) as work:
        await work.connection.execute(FORGET, member)

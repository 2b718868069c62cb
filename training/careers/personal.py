"""What a person said of the time after their term."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in
from foundation.database.unit_of_work import unit_of_work

HOLDS: Final = (
    Holding("career_wish", "任期のあとの希望",
            stays="選んだものの数のため、名前のない番号の行として残し、連絡は受け付けないにします"),
    Holding("career_contact", "連絡の申し込み", stays="件数のため、文を消した行だけを残します"),
)  # fmt: skip
FORGET: Final = (
    "update career_wish set open_to_contact = false, regions = '{}' where member = $1",
    "update career_contact set words = '消去済み', reason = '' where member = $1",
)


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """Nobody asks them any more; words go."""
    async with unit_of_work(by) as work:
        for statement in FORGET:
            await work.connection.execute(statement, member)

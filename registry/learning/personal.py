"""What was asked of a person and what they completed."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in
from foundation.database.unit_of_work import unit_of_work

STAYS: Final = "統計のため、名前のない番号の行として残します"
HOLDS: Final = (
    Holding("training_requirement", "求められた研修", stays=STAYS),
    Holding("training_completion", "修了した研修", stays=STAYS),
)
FORGET: Final = """
update training_requirement set required_for = '消去済み',
    waived_because = case when waived_on is null then '' else '消去済み' end
where member = $1
"""


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """What was completed is counted on; free words go."""
    async with unit_of_work(by) as work:
        await work.connection.execute(FORGET, member)

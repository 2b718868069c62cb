"""What a person offered as a mentor, and asked of one."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in
from foundation.database.unit_of_work import unit_of_work

HOLDS: Final = (
    Holding("mentor_offer", "相談役の申し出", stays="依頼のつながりのため、文を消した行だけを残します"),
    Holding("mentoring", "相談役とのやり取り", about="$1 in (member, asking_member)",
            stays="件数のため、名前と文を消した行だけを残します"),
)  # fmt: skip
FORGET: Final = (
    "update mentor_offer set experience = '消去済み', resting = true where member = $1",
    "update mentoring set mentor_name = '消去済み' where member = $1 and mentor_name <> ''",
    "update mentoring set reason = '' where member = $1",
    "update mentoring set asked_by = '消去済み', words = '消去済み', reason = '' where asking_member = $1",
)


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """Names and words go; that there was a mentoring is counted on."""
    async with unit_of_work(by) as work:
        for statement in FORGET:
            await work.connection.execute(statement, member)

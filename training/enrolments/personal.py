"""A person's training."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in
from foundation.database.unit_of_work import unit_of_work

STAYS: Final = "統計のため、名前のない番号の行として残します"
HOLDS: Final = (
    Holding("enrolment", "研修の受講", stays=STAYS),
    Holding("attendance", "研修の出席", stays=STAYS),
    Holding("unit_progress", "eラーニングの答え", stays=STAYS),
    Holding("course_feedback", "研修の感想", stays="評価の数だけを、書いた文を消して残します"),
)
FORGET: Final = (
    "update enrolment set reason = '消去済み' where member = $1 and reason <> ''",
    "update course_feedback set words = '' where member = $1",
)


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """What was completed is counted on; free words go."""
    async with unit_of_work(by) as work:
        for statement in FORGET:
            await work.connection.execute(statement, member)

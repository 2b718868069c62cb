"""A person's appointments."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in
from foundation.database.unit_of_work import reading
from foundation.text.wareki import wareki_with_weekday

KEPT: Final = "任用の記録として残します"
HOLDS: Final = (
    Holding("appointment", "任用", stays=KEPT),
    Holding("appointment_step", "任用の異動", stays=KEPT),
    Holding("side_job", "兼業の許可", stays="許可した記録として、保存期間のあいだ残します"),
)
RUNNING: Final = """
select title, upper(during) - 1 as last_day from appointment
where member = $1 and state in ('drafted', 'approved', 'in_force', 'suspended') order by during
"""


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """An appointment names a post and no person."""


async def must_keep(*, member: UUID, by: Viewer) -> list[str]:
    """Why the person cannot be forgotten yet: an appointment that has not ended."""
    async with reading(by) as work:
        rows = await work.connection.fetch(RUNNING, member)
        return [
            f"任用「{row['title']}」が{wareki_with_weekday(row['last_day'])}まで続きます。終わってから消去できます。"
            for row in rows
        ]

"""Where a person works and worked."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in
from foundation.database.unit_of_work import reading, unit_of_work

HOLDS: Final = (
    Holding("assignment", "配属", stays="統計のため、名前のない番号の行として残します"),
    Holding("assignment_step", "配属の経過", stays="配属の経過の根拠として、名前のない番号の行で残します"),
    Holding("assignment_extension", "配属の延長の希望", stays="町の希望と決定として、名前のない番号の行で残します"),
    Holding("assignment_absence", "来られなかった日", stays="日数の根拠として、名前のない番号の行で残します"),
    Holding("calendar_link", "カレンダー用のアドレス", without=("secret_hash",)),
    Holding("worked_time", "働いた時間", stays="負担金の精算の根拠として、名前のない番号の行で残します"),
)
FORGET: Final = "delete from calendar_link where member = $1"
RUNNING: Final = """
select o.name from assignment work join organisation o on o.id = work.municipality
where work.member = $1 and work.state in ('planned', 'agreed', 'running', 'reviewed') order by o.name
"""


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """An assignment names a town and a need, and no person; the address of the calendar opens nothing any more."""
    async with unit_of_work(by) as work:
        await work.connection.execute(FORGET, member)


async def must_keep(*, member: UUID, by: Viewer) -> list[str]:
    """Why the person cannot be forgotten yet: an assignment that has not ended."""
    async with reading(by) as work:
        rows = await work.connection.fetch(RUNNING, member)
        return [f"{row['name']}への配属が終わっていません。先に配属を終えてください。" for row in rows]

"""What a person declared, and what was found."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in
from foundation.database.unit_of_work import unit_of_work

HOLDS: Final = (
    Holding(
        "conflict_declaration",
        "利益相反の申告",
        stays="申告があったことの記録として残します。書いた文と勤め先は消します",
    ),
    Holding("conflict_check", "利益相反の確認", stays="契約の公正の証拠として残します"),
)
FORGET: Final = "update conflict_declaration set statement = '消去済み', employer = null where member = $1"


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """The declaration's words and the employer go; what was checked is evidence."""
    async with unit_of_work(by) as work:
        await work.connection.execute(FORGET, member)

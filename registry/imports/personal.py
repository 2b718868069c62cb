"""Rosters name many people at once: they go by the calendar, not person by person."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, Retained, held_in

HOLDS: Final[tuple[Holding, ...]] = ()
"""Nothing that could be told apart by person: what a roster said of somebody is held by `members`."""

OVERDUE: Final = """bytes <> '' and id in (
    select i.file from import_file i
    where i.owner = app_organisation() and i.kind = 'members' and i.uploaded_at < $1::date)"""
RETAINED: Final = {
    "roster_file": Retained(
        f"select count(*) from file where {OVERDUE}",
        (f"update file set bytes = '', sha256 = sha256(''), name = '保存期間が過ぎたため消去' where {OVERDUE}",),
    ),
}


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on one person: no row of its own."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """Nothing to remove: the class `roster_file` ends the whole file."""

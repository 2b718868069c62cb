"""Proposals about a person and their answers."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in
from foundation.database.unit_of_work import reading, unit_of_work

HOLDS: Final = (
    Holding("proposal", "提案", stays="統計のため、名前のない番号の行として残します"),
    Holding("party", "提案への返事", stays="統計のため、名前のない番号の行として残します"),
)
FORGET: Final = (
    "update proposal set message = '' where member = $1 and message <> ''",
    "update proposal set state = 'withdrawn', version = version + 1 where member = $1 and state = 'draft'",
    "update party set reason = '消去済み' where member = $1 and reason <> ''",
)
ASKED: Final = "select count(*) from proposal where member = $1 and state = 'proposed'"


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """Drafts end and free words go; who was asked and what came of it is counted on."""
    async with unit_of_work(by) as work:
        for statement in FORGET:
            await work.connection.execute(statement, member)


async def must_keep(*, member: UUID, by: Viewer) -> list[str]:
    """Why the person cannot be forgotten yet: a proposal that waits for answers."""
    async with reading(by) as work:
        asked = await work.connection.fetchval(ASKED, member)
        return [f"返事を待っている提案が{asked}件あります。先に取り下げてください。"] if asked else []

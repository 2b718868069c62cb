"""What a person wrote in conversations."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in
from foundation.database.unit_of_work import unit_of_work

HOLDS: Final = (Holding("message", "やり取りに書いたもの", stays="やり取りの場所だけを残し、名前と文を消します"),)
BLANK: Final = """
update message set author_name = '消去済み', body = '（本人の情報とともに消去しました）' where member = $1
"""


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """Name and words go; that something was said at that moment stays."""
    async with unit_of_work(by) as work:
        await work.connection.execute(BLANK, member)

"""A person's badges."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in
from foundation.database.unit_of_work import unit_of_work

HOLDS: Final = (
    Holding("badge", "バッジ", stays="公開したバッジの取り消しを示すため、名前のない番号の行として残します"),
)
FORGET: Final = """
update badge set shared = false, revoked_on = coalesce(revoked_on, app_today()),
    revoked_because = case when revoked_on is null then '本人の情報の消去' else revoked_because end,
    version = version + 1
where member = $1
"""


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """Badges count no longer and nobody is shown them; the name in them is a salted hash."""
    async with unit_of_work(by) as work:
        await work.connection.execute(FORGET, member)

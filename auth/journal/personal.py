"""What the journal says about a person: who did what, never the data itself."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in

HOLDS: Final = (
    Holding(
        "journal",
        "操作と閲覧の記録",
        "person = $1 or member_viewer = $1",
        without=("before_hash", "after_hash"),
        stays="だれが何をしたかの証拠として残します。名前などの中身は入っていません",
    ),
)


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """The journal keeps who did what: it holds ids and names of fields, and nothing to forget."""

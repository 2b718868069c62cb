"""Files that a person keeps or may open."""

from typing import Final
from uuid import UUID

from foundation.database.context import Context
from foundation.database.holdings import Held, Holding, held_in
from foundation.database.unit_of_work import unit_of_work

HOLDS: Final = (
    Holding(
        "file",
        "ファイル",
        "owner = $1 or $1 = any (readers)",
        without=("bytes", "sha256", "owner", "readers"),
        files=("id",),
    ),
)
FORGET: Final = "delete from file where owner = $1"


async def held_on(*, member: UUID, by: Context) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Context) -> None:
    """A person's own files go; those of a body are for the noun that attached them."""
    async with unit_of_work(by) as work:
        await work.connection.execute(FORGET, member)

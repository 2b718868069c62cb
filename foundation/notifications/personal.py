"""Letters on their way to a person."""

from typing import Final
from uuid import UUID

from foundation.database.context import Context
from foundation.database.holdings import Held, Holding, held_in
from foundation.database.unit_of_work import unit_of_work

HOLDS: Final = (Holding("mail_outbox", "送るメール", "told = $1", without=("body",)),)
"""Without the letters' text: links to a new password stand in it, and whoever is told otherwise has it as a notice."""
FORGET: Final = "delete from mail_outbox where told = $1"


async def held_on(*, member: UUID, by: Context) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Context) -> None:
    """Letters to the person go, sent or not."""
    async with unit_of_work(by) as work:
        await work.connection.execute(FORGET, member)

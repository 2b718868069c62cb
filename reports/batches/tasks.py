"""The worker's door of batches."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from reports.batches import operations
from reports.register.acting import acting


async def make_batch(*, batch: str, account: str | None, organisation: str, demo: bool) -> None:
    """Take papers along together as the one who asked; may run twice."""
    await operations.make_batch(id=UUID(batch), demo=demo, by=await acting(account, organisation))


async def forget_batches() -> None:
    """What was taken along together goes after a week; the papers themselves stay."""
    async with unit_of_work(Viewer.public()) as work:
        await work.connection.execute("select forget_old_batches()")


TASKS: Final = {"make_batch": make_batch}
HOURLY: Final = {"forget_batches": forget_batches}

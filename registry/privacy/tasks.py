"""The worker's door of retention: once a day for every body that may keep a pool. It may run twice."""

from typing import Final

from auth.organisations.queries import bodies_of_kind, system_for
from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.jobs.calendar import one_of_many
from registry.privacy.operations import keep_to_retention


async def keep_retention() -> None:
    """What is overdue goes; a body that had its run today is left alone."""
    public = Viewer.public()
    async with reading(public):
        bodies = [body.id for kind in ("prefecture", "union") for body in await bodies_of_kind(kind, by=public)]
    for body in bodies:
        with one_of_many("keep_to_retention", body):
            await keep_to_retention(by=await system_for(body))


HOURLY: Final = {"keep_retention": keep_retention}

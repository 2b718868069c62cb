"""The worker's door of the privacy desk: retention once a day, erasures noted outside. Each may run twice."""

from typing import Final
from uuid import UUID

from auth.organisations.queries import bodies_of_kind, system_for
from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.database.place import Outside
from foundation.database.unit_of_work import reading
from foundation.jobs.calendar import one_of_many
from registry.privacy.erasures import note_erased
from registry.privacy.operations import keep_to_retention


async def note_erasure(*, member: str, body: str, outside: Outside) -> None:
    """Who was erased is kept outside the database as well, so that no older copy brings them back. It may run twice."""
    note_erased(outside.folders, member=UUID(member), body=UUID(body), at=current_clock().now())


async def keep_retention() -> None:
    """What is overdue goes; a body that had its run today is left alone."""
    public = Viewer.public()
    async with reading(public):
        bodies = [body.id for kind in ("prefecture", "union") for body in await bodies_of_kind(kind, by=public)]
    for body in bodies:
        with one_of_many("keep_to_retention", body):
            await keep_to_retention(by=await system_for(body))


TASKS: Final = {"note_erasure": note_erasure}
HOURLY: Final = {"keep_retention": keep_retention}

"""The worker's door of appointments: terms that are about to end. It may run twice: what was told is told once."""

from typing import Final

from auth.organisations.queries import bodies_of_kind, system_for
from auth.viewer import Viewer
from foundation.jobs.calendar import one_of_many
from matching.appointments.operations import tell_ending
from matching.appointments.queries import ending_within
from matching.appointments.rules import DUE_DAYS


async def tell_endings() -> None:
    """Every appointment in force that ends within 90 days, pool by pool, one transaction each."""
    for kind in ("prefecture", "union"):
        for body in await bodies_of_kind(kind, by=Viewer.public()):
            by = await system_for(body.id)
            for row in await ending_within(days=max(DUE_DAYS), by=by):
                with one_of_many("tell_ending", row.id):
                    await tell_ending(id=row.id, by=by)


HOURLY: Final = {"tell_endings": tell_endings}

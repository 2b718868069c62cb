"""The worker's door of people: what the calendar does. It may run twice: who is in step is not touched again."""

from typing import Final

from auth.organisations.queries import bodies_of_kind
from auth.viewer import Viewer
from foundation.jobs.calendar import one_of_many
from registry.members.pauses import hear_calendar


async def begin_and_end_pauses() -> None:
    """Pauses that begin or are over, and certificates that lapsed: pool by pool, one transaction each."""
    for kind in ("prefecture", "union"):
        for body in await bodies_of_kind(kind, by=Viewer.public()):
            with one_of_many("hear_calendar", body.id):
                await hear_calendar(by=Viewer.system(body.id))


HOURLY: Final = {"begin_and_end_pauses": begin_and_end_pauses}

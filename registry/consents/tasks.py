"""The worker's door of consents: requests that nobody decided in time. It may run twice."""

from typing import Final

from auth.organisations.queries import bodies_of_kind, system_for
from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.jobs.calendar import one_of_many
from registry.consents.operations import lapse_request
from registry.consents.queries import requests_over


async def lapse_requests() -> None:
    """For every body that may keep a pool: what waits after its last day lapses."""
    public = Viewer.public()
    async with reading(public):
        bodies = [body.id for kind in ("prefecture", "union") for body in await bodies_of_kind(kind, by=public)]
    for body in bodies:
        by = await system_for(body)
        for id in await requests_over(by=by):
            with one_of_many("lapse_request", id):
                await lapse_request(id=id, by=by)


HOURLY: Final = {"lapse_requests": lapse_requests}

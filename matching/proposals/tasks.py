"""The worker's door of proposals: what the calendar does. It may run twice: what has expired no longer waits."""

from typing import Final

from auth.organisations.queries import bodies_of_kind
from auth.viewer import Viewer
from foundation.jobs.calendar import one_of_many
from matching.proposals.operations import expire_proposal
from matching.proposals.queries import overdue


async def expire_proposals() -> None:
    """Every proposal whose deadline is over while an answer is missing, body by body, one transaction each."""
    for kind in ("prefecture", "union"):
        for body in await bodies_of_kind(kind, by=Viewer.public()):
            by = Viewer.system(body.id)
            for proposal in await overdue(by=by):
                with one_of_many("expire_proposal", proposal):
                    await expire_proposal(id=proposal, by=by)


HOURLY: Final = {"expire_proposals": expire_proposals}

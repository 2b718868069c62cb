"""The worker's door of postings: deadlines, letters, forgetting. Everything may run twice."""

from typing import Final
from uuid import UUID

from auth.organisations.queries import bodies_of_kind
from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from foundation.jobs.calendar import one_of_many
from foundation.notifications.outbox import send_letters
from foundation.notifications.post import Post
from registry.postings.forgetting import due_to_forget, forget_candidate
from registry.postings.operations import close_posting
from registry.postings.queries import overdue
from registry.postings.schemas import Step

FORGET_TRIES = "select forget_public_tries()"


async def close_postings() -> None:
    """Close what is open beyond its last day, body by body, one transaction each."""
    for by in await _keepers():
        for posting in await overdue(by=by):
            with one_of_many("close_posting", posting.id):
                await close_posting(id=posting.id, step=Step(version=posting.version), by=by)


async def forget_candidates() -> None:
    """Forget the people who were not hired and whose time is over, and the tries of a day ago."""
    async with unit_of_work(Viewer.public()) as work:
        await work.connection.execute(FORGET_TRIES)
    for by in await _keepers():
        for application in await due_to_forget(by=by):
            with one_of_many("forget_candidate", application):
                await forget_candidate(id=application, by=by)


async def forget_applicant(*, application: str, organisation: str) -> None:
    """Forget somebody who had themselves erased; run twice, there is nothing left to forget."""
    await forget_candidate(id=UUID(application), by=Viewer.system(UUID(organisation)))


async def deliver_letter(*, letter: str, organisation: str, post: Post) -> None:
    """Mail a letter to an applicant; run twice, it goes out once."""
    await send_letters(notice=UUID(letter), post=post, by=Viewer.system(UUID(organisation)))


async def _keepers() -> list[Viewer]:
    return [
        Viewer.system(body.id)
        for kind in ("prefecture", "union")
        for body in await bodies_of_kind(kind, by=Viewer.public())
    ]


TASKS: Final = {"deliver_letter": deliver_letter, "forget_applicant": forget_applicant}
HOURLY: Final = {"close_postings": close_postings, "forget_candidates": forget_candidates}

"""The worker's door of papers."""

from typing import Final
from uuid import UUID

from auth.signin.queries import viewer_acting
from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from reports.documents import batching
from reports.documents.operations import make_paper
from reports.documents.reissuing import make_copy
from reports.documents.rules import Kind


async def render_paper(
    *, kind: str, subject: str, version: int, account: str | None, organisation: str | None, demo: bool
) -> None:
    """Make a paper as the one who caused it; may run twice. `demo`: the paper says that it is fictional."""
    by = await _viewer(account, organisation)
    await make_paper(kind=Kind(kind), subject=UUID(subject), version=version, demo=demo, by=by)


async def _viewer(account: str | None, organisation: str | None) -> Viewer:
    """The account acting for the body; where it has been closed since, or there was none, the system for the body."""
    body = UUID(organisation) if organisation else None
    if account is not None:
        async with unit_of_work(Viewer.public()) as work:
            viewer = await viewer_acting(work, UUID(account), body)
        if viewer is not None:
            return viewer
    assert body is not None, "a paper is made for an account or for a body"
    return Viewer.system(body)


async def make_batch(*, batch: str, account: str | None, organisation: str, demo: bool) -> None:
    """Take papers along together as the one who asked; may run twice."""
    await batching.make_batch(id=UUID(batch), demo=demo, by=await _viewer(account, organisation))


async def reissue_paper(*, subject: str, copy: int, account: str | None, organisation: str, demo: bool) -> None:
    """Print the paper `subject` once more as the one who asked; may run twice."""
    await make_copy(id=UUID(subject), copy=copy, demo=demo, by=await _viewer(account, organisation))


async def forget_batches() -> None:
    """What was taken along together goes after a week; the papers themselves stay."""
    async with unit_of_work(Viewer.public()) as work:
        await work.connection.execute("select forget_old_batches()")


TASKS: Final = {"render_paper": render_paper, "make_batch": make_batch, "reissue_paper": reissue_paper}
HOURLY: Final = {"forget_batches": forget_batches}

"""What every step of a posting has in common: whose it is, the state that follows, the journal."""

from typing import Any
from uuid import UUID

from auth.journal.operations import record
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed
from registry.postings.access import may_manage
from registry.postings.queries import posting_page
from registry.postings.rows import PostingPage
from registry.postings.rules import LIFE
from registry.postings.tables import Posting

STALE = (
    "この募集は、ほかの人が先に変えました。書いた内容は画面に残っています。"
    "最新の内容と見比べてから、もう一度送ってください。"
)


async def kept(id: UUID, by: Viewer) -> PostingPage:
    """A posting of the viewer's own body. Raises `NotFound`, `NotAllowed`."""
    posting = await posting_page(id=id, by=by)
    if refusal := may_manage(by, posting):
        raise NotAllowed(refusal)
    return posting


async def move(
    id: UUID, verb: str, *, seen: int, by: Viewer, changes: dict[Any, Any] | None = None, reason: str = ""
) -> Done:
    """Bring a posting of one's own into its next state, if it is still as it was `seen`. Raises `Conflict`."""
    async with unit_of_work(by) as work:
        posting = await kept(id, by)
        target = LIFE.target(verb, posting.state, by=by, reason=reason)
        moved: dict[Any, Any] = {Posting.state: target, Posting.changed_at: work.now, Posting.version: seen + 1}
        same = (Posting.id == id) & (Posting.version == seen)
        if not await Posting.update(moved | (changes or {})).where(same).returning(Posting.id):
            raise Conflict(STALE)
        await record(by=by, verb=verb, noun="posting", subject=id, before={"state": posting.state},
                     after={"state": target})  # fmt: skip
        return Done(id, seen + 1)

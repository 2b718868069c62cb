"""What every verb of settlements does alike: raise the version, move the state, write it down, tell the others."""

from typing import Any
from uuid import UUID

from auth.inbox.operations import tell_body
from auth.journal.operations import record
from auth.permissions import Right
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.errors import Conflict, NotAllowed
from matching.appointments.papers import queue_paper
from matching.settlements.access import may_keep
from matching.settlements.queries import settlement_page
from matching.settlements.rules import LIFE
from matching.settlements.schemas import SettlementPage, SettlementRow
from matching.settlements.tables import Settlement

STALE = (
    "この精算は、ほかの人が先に動かしました。何も変えていません。書いた内容は画面に残っています。"
    "いまの内容を確かめてから、もう一度送ってください。"
)
PAPER = "settlement_invoice"


async def kept(id: UUID, verb: str, *, by: Viewer, reason: str = "") -> tuple[SettlementPage, str]:
    """A settlement of the viewer's own body and the state that the verb leads to. Raises `NotAllowed`, `RuleBroken`."""
    page = await settlement_page(id=id, by=by)
    target = LIFE.target(verb, page.settlement.state, by=by, reason=reason)
    if refusal := may_keep(by, page.settlement):
        raise NotAllowed(refusal)
    return page, target


async def move(
    row: SettlementRow,
    verb: str,
    target: str,
    *,
    seen: int,
    by: Viewer,
    changes: dict[Any, Any] | None = None,
    told: dict[str, Any] | None = None,
) -> Done:
    """Move it, if it is still as it was `seen`; the journal keeps `told`. Raises `Conflict`."""
    moved: dict[Any, Any] = {Settlement.state: target, Settlement.version: seen + 1, **(changes or {})}
    same = (Settlement.id == row.id) & (Settlement.version == seen)
    if not await Settlement.update(moved).where(same).returning(Settlement.id):
        raise Conflict(STALE)
    await record(by=by, verb=verb, noun="settlement", subject=row.id, before={"state": row.state},
                 after={"state": target, **(told or {})})  # fmt: skip
    return Done(row.id, seen + 1)


async def wait_turn(row: SettlementRow) -> int:
    """Raise the version in the state it was read in: of two bodies at once the second waits here, and then sees what
    the first did. Raises `Conflict`."""
    same = (Settlement.id == row.id) & (Settlement.state == row.state)
    rows = await Settlement.update({Settlement.version: Settlement.version + 1}).where(same).returning(
        Settlement.version
    )  # fmt: skip
    if not rows:
        raise Conflict(STALE)
    version: int = rows[0]["version"]
    return version


async def queue_sheets(page: SettlementPage, version: int, *, by: Viewer) -> None:
    """Have every body's sheet printed: 案 when it is told, numbered once the year is closed."""
    for share in page.shares:
        await queue_paper(kind=PAPER, subject=share.id, version=version, by=by)


async def tell_bodies(page: SettlementPage, done: Done, subject: str, text: str, *, right: Right, by: Viewer) -> None:
    """Tell every body that bears a part, but the one that acts."""
    for share in page.shares:
        if not by.acts_for(share.organisation):
            await tell_body(organisation=share.organisation, right=right, by=by, subject=subject, body=text,
                            key=f"settlement-{done.id}-{done.version}-{share.organisation}",
                            link=f"/settlements/{done.id}")  # fmt: skip

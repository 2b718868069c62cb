"""One counter for each person, so that nobody overwrites what they have not seen. Part of `operations`."""

from uuid import UUID

from auth.inbox.operations import tell_body
from auth.permissions import Right
from auth.viewer import Viewer
from foundation.database.unit_of_work import current_work
from foundation.errors import Conflict, NotAllowed
from registry.members.access import may_keep_pool
from registry.members.kept_schemas import Kept
from registry.members.queries import kept
from registry.members.tables import Member

STALE = (
    "この人の内容は、ほかの人が先に変えました。書いた内容は画面に残っています。"
    "最新の内容を確かめてから、もう一度送ってください。"
)


async def kept_by_viewer(id: UUID, by: Viewer) -> Kept:
    """What is kept of a person, for an operation of the person or of a pool that keeps them.

    Raises `NotFound` to everybody else, `NotAllowed` to those of the pool's body who only read.
    """
    own = await kept(id=id, by=by)
    if not by.is_member(id) and (refusal := may_keep_pool(by)):
        raise NotAllowed(refusal)
    return own


async def next_version(id: UUID, seen: int, fields: dict[str, object]) -> int:
    """Write card fields under the next version. Raises `Conflict` where `seen` is no longer the present one."""
    changes = {**fields, "changed_at": current_work().now, "version": seen + 1}
    same = (Member.id == id) & (Member.version == seen)
    columns = {getattr(Member, name): value for name, value in changes.items()}
    if not await Member.update(columns).where(same).returning(Member.id):
        raise Conflict(STALE)
    return seen + 1


def refuse_stale(own: Kept, seen: int | None) -> None:
    """Raises `Conflict` where the version that the writer saw, if they say one, is no longer the present one."""
    if seen is not None and seen != own.version:
        raise Conflict(STALE)


async def tell_the_others(id: UUID, what: str, *, by: Viewer) -> None:
    """Tell the other pools that keep a person of a change, without a word of what it says."""
    work = current_work()
    pools = await work.connection.fetchval("select pools_keeping($1)", id)
    for pool in pools or ():
        if pool != by.organisation:
            await tell_body(
                organisation=pool, right=Right.KEEP_POOL, key=f"member-changed:{id}:{work.now.isoformat()}:{pool}",
                subject="受け持ちの人材の内容が変わりました",
                body=f"{what}が変わりました。変更の記録で確かめられます。",
                link=f"/members/{id}/history", by=by,
            )  # fmt: skip

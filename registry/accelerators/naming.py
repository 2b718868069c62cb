"""An appointment is in force: its holder uses the name from now on, and the card has a post. Part of `operations`."""

from uuid import UUID

from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from registry.accelerators.certificates import keep_post, post_of
from registry.accelerators.moving import move, tell_pool
from registry.accelerators.queries import registered_here
from registry.accelerators.schemas import Post


async def record_post(*, member: UUID, post: Post, by: Viewer) -> None:
    """The viewer's pool appointed a person: where it recommended them and they are registered, the name is in use.

    What the card says already stays; without a registration nothing happens. May be repeated.
    """
    require(by, Right.PROPOSE)
    async with unit_of_work(by) as work:
        row = await registered_here(member=member, by=by)
        if row is None:
            return
        if not (await post_of(registration=row.id, by=by)).version:
            await keep_post(id=row.id, post=post, by=by)
        if row.state == "registered":
            await move(row, "appoint", work=work, by=by)
            await tell_pool(row, "名称の使用が始まりました", f"{post.body}での任用が始まりました。", by=by)

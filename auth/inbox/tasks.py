"""The worker's door of the inbox."""

from typing import Final
from uuid import UUID

from auth.inbox.operations import mail_notice
from auth.viewer import Viewer
from foundation.notifications.outbox import send_letters
from foundation.notifications.post import Post


async def deliver_notice(*, notice: str, organisation: str | None, member: str | None, post: Post) -> None:
    """Mail a notice to those it is for: letters are written first, then sent; run twice, each goes out once."""
    by = _receiver(organisation, member)
    await mail_notice(id=UUID(notice), public_url=post.public_url, by=by)
    await send_letters(notice=UUID(notice), post=post, by=by)


def _receiver(organisation: str | None, member: str | None) -> Viewer:
    """The system, working for the body or the member who is told."""
    if organisation is not None:
        return Viewer.system(UUID(organisation))
    assert member is not None, "a notice goes to a body or to a member"
    return Viewer(account=None, organisation=None, kind="member", role="system", member=UUID(member))


TASKS: Final = {"deliver_notice": deliver_notice}

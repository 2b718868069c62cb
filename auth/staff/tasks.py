"""The worker's door of invitations."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.notifications.outbox import send_letters
from foundation.notifications.post import Post


async def deliver_invitation(*, invitation: str, organisation: str, post: Post) -> None:
    """Mail an invitation; run twice, it goes out once."""
    await send_letters(notice=UUID(invitation), post=post, by=Viewer.system(UUID(organisation)))


TASKS: Final = {"deliver_invitation": deliver_invitation}

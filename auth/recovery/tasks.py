"""The worker's door of forgotten passwords. Run twice, one letter goes out with a link that works."""

from typing import Final
from uuid import UUID

from auth.recovery.operations import forget_links, write_link
from auth.viewer import Viewer
from foundation.notifications.outbox import send_letters
from foundation.notifications.post import Post


async def send_password_reset(*, asked: str, reset: str, post: Post) -> None:
    """Mail a link to whoever is meant; where nobody is, nothing happens."""
    told = await write_link(asked=asked, reset=UUID(reset), url=post.public_url)
    if told is not None:
        await send_letters(notice=UUID(reset), post=post, by=told)


async def forget_password_resets() -> None:
    """Links that ran out leave nothing behind."""
    await forget_links(by=Viewer.public())


TASKS: Final = {"send_password_reset": send_password_reset}
HOURLY: Final = {"forget_password_resets": forget_password_resets}

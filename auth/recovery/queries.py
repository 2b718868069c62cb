"""What a link leads to."""

import hashlib
from typing import Final

from auth.recovery.schemas import Resetting
from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound

LINKED: Final = "select login from password_reset_for($1, $2)"
WORTHLESS: Final = (
    "このリンクは使えません。30分が過ぎたか、すでに使われています。サインインの画面から、もう一度頼んでください。"
)


async def resetting(*, secret: str) -> Resetting:
    """Whose password the link sets. Raises `NotFound` where it is used, too old or was never sent."""
    async with reading(Viewer.public()) as work:
        login = await work.connection.fetchval(LINKED, link_hash(secret), work.now)
    if login is None:
        raise NotFound(WORTHLESS)
    return Resetting(login)


def link_hash(secret: str) -> bytes:
    """What the database keeps of a link's secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()

"""Two people who do something at the same moment."""

import asyncio
from collections.abc import Awaitable

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading


async def at_once(*acts: Awaitable[object]) -> list[object]:
    """What each returned or raised. A connection stands ready for each, or the first would be through before the
    second had its own."""
    await asyncio.gather(*(_connected() for _ in acts))
    return await asyncio.gather(*acts, return_exceptions=True)


async def _connected() -> None:
    async with reading(Viewer.public()) as work:
        await work.connection.execute("select 1")

"""Somebody who writes while the installation is in trouble."""

from collections import Counter
from uuid import UUID, uuid4

import httpx

from tests.browser import Browser
from tests.conftest import working_on
from tests.world import build_world

STORY = "架空の相談 " + "長い" * 900


async def inhabit(dsn: str) -> None:
    """The test world, in the installation's own database."""
    async with working_on(dsn):
        await build_world()


async def write(browser: Browser, token: str, kept: set[UUID], seen: Counter[int]) -> int:
    """One keyed write: noted in `kept` where it is acknowledged, by status in `seen`; 0 where no answer came."""
    need = uuid4()
    body, headers = {"draft": str(need), "story": STORY}, {"x-csrf-token": token, "idempotency-key": str(need)}
    try:
        answer = await browser.client.post("/api/v1/needs", json=body, headers=headers)
    except httpx.TransportError:
        seen[0] += 1
        return 0
    seen[answer.status_code] += 1
    if answer.status_code == 201:
        kept.add(need)
    return answer.status_code

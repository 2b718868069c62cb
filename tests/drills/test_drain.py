"""Told to stop (SIGTERM) while people write: not ready first, what is begun is answered, nothing is lost."""

import asyncio
import time
from collections import Counter
from pathlib import Path
from uuid import UUID

import asyncpg
import httpx
import pytest

from foundation.database.embedded import start
from foundation.database.embedded_cluster import SUPERUSER
from tests.browser import Browser
from tests.drills.product import Product, started
from tests.drills.writing import inhabit, write
from tests.world import PASSWORD

pytestmark = pytest.mark.prove

WRITERS = 6
BEFORE = 60
"""Writes that are acknowledged before it is told to stop."""
STARTED_WITHIN, STOPPED_WITHIN = 120.0, 45.0


async def keep_writing(product: Product, kept: set[UUID], seen: Counter[int], begun: asyncio.Event) -> None:
    """Until nobody answers any more; `begun` is set once enough is written."""
    async with httpx.AsyncClient(base_url=product.address, timeout=30) as client:
        browser = Browser(client)
        await browser.sign_in("sera", PASSWORD)
        token = await browser.token()
        while await write(browser, token, kept, seen):
            if len(kept) >= BEFORE:
                begun.set()


def not_ready(product: Product) -> float:
    """Seconds until `/readyz` says 503 while it still answers."""
    begun = time.monotonic()
    while httpx.get(f"{product.address}/readyz", timeout=5).status_code != httpx.codes.SERVICE_UNAVAILABLE:
        time.sleep(0.02)
    return time.monotonic() - begun


async def test_what_is_begun_is_answered_before_the_end(passable: Path) -> None:
    kept, seen, begun = set[UUID](), Counter[int](), asyncio.Event()
    with started(passable) as product:
        await inhabit(product.dsn("app"))
        writers = [asyncio.create_task(keep_writing(product, kept, seen, begun)) for _ in range(WRITERS)]
        await asyncio.wait_for(begun.wait(), STARTED_WITHIN)
        product.process.terminate()
        said = await asyncio.to_thread(not_ready, product)
        await asyncio.gather(*writers)
        await asyncio.to_thread(product.process.wait, STOPPED_WITHIN)
        with start(product.home) as server:
            connection = await asyncpg.connect(server.dsn(SUPERUSER))
            there = {row["id"] for row in await connection.fetch("select id from need")}
            await connection.close()
    print(f"SIGTERM: not ready after {said:.2f} s, {dict(seen)}, {len(kept)} acknowledged, {len(kept - there)} lost")
    assert len(kept) >= BEFORE
    assert set(seen) <= {0, 201, 503} and seen[0] <= WRITERS, "each writer met the closed door once"
    assert kept <= there

"""kill -9 of web, worker and database at random during keyed writes: nothing acknowledged is lost, nothing doubled.

`DXPOOL_DRILL_WRITES` sets the size (default 1,000; the figure of `docs/proof.md` is 10,000).
"""

import asyncio
import os
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from uuid import UUID, uuid5

import asyncpg
import httpx
import pytest

from foundation.database.embedded_cluster import SUPERUSER
from tests.browser import Browser
from tests.conftest import working_on
from tests.drills.product import MARKS, Product, started
from tests.house.catalogue import Connection
from tests.world import PASSWORD, build_world

pytestmark = pytest.mark.prove

WRITES = int(os.environ.get("DXPOOL_DRILL_WRITES", "1000"))
KILLS_OF_EACH = 2
WRITERS = 8
BETWEEN_KILLS = (5.0, 8.0)
"""Seconds; the supervisor starts a process at most five times a minute."""
PATIENCE_SECONDS = 120
SPACE = UUID("0d6f2f0e-6a3f-4b4c-9a39-6a6f0a1f5d77")
TOWNS = ("sera", "jinseki", "akiota", "onomichi", "matsuyama")


@pytest.fixture(scope="module")
def product() -> Iterator[Product]:
    """The product with the test world in it."""
    with started() as running:
        asyncio.run(_inhabit(running.dsn("app")))
        yield running


async def _inhabit(dsn: str) -> None:
    async with working_on(dsn):
        await build_world()


@pytest.fixture
async def browsers(product: Product) -> AsyncIterator[list[Browser]]:
    """Signed-in clients, several for each town."""
    clients = [httpx.AsyncClient(base_url=product.address, timeout=10) for _ in range(WRITERS)]
    opened = [Browser(client) for client in clients]
    for number, browser in enumerate(opened):
        await browser.sign_in(TOWNS[number % len(TOWNS)], PASSWORD)
    yield opened
    for client in clients:
        await client.aclose()


@dataclass
class Tally:
    """What the writers were told."""

    acknowledged: dict[UUID, str] = field(default_factory=dict)
    tries: Counter[str] = field(default_factory=Counter)
    kills: Counter[str] = field(default_factory=Counter)
    longest_wait: float = 0.0

    @property
    def enough_kills(self) -> bool:
        """Whether every process died often enough."""
        return all(self.kills[what] >= KILLS_OF_EACH for what in MARKS)


async def keep_writing(browser: Browser, numbers: Iterator[int], tally: Tally) -> None:
    """Write until the number is reached and everything has been killed; each write until it is acknowledged."""
    token = await browser.token()
    for number in numbers:
        if number >= WRITES and tally.enough_kills:
            return
        await write(browser, token, number, tally)


async def write(browser: Browser, token: str, number: int, tally: Tally) -> None:
    """The same key and body until the server says 201."""
    need, begun = uuid5(SPACE, str(number)), time.monotonic()
    headers = {"x-csrf-token": token, "idempotency-key": f"drill-{number}"}
    body = {"draft": str(need), "story": f"架空の相談 {number}"}
    while time.monotonic() - begun < PATIENCE_SECONDS:
        try:
            answer = await browser.client.post("/api/v1/needs", json=body, headers=headers)
        except httpx.TransportError as error:
            tally.tries[type(error).__name__] += 1
        else:
            tally.tries[str(answer.status_code)] += 1
            if answer.status_code == 201:
                tally.acknowledged[need] = answer.json()["id"]
                tally.longest_wait = max(tally.longest_wait, time.monotonic() - begun)
                return
            assert answer.status_code >= 500, answer.text
        await asyncio.sleep(0.2)
    raise AssertionError(f"write {number} was not acknowledged within {PATIENCE_SECONDS} s")


async def keep_killing(product: Product, tally: Tally, chance: random.Random) -> None:
    """One process after the other, in an order that nobody chose."""
    while not tally.enough_kills:
        await asyncio.sleep(chance.uniform(*BETWEEN_KILLS))
        what = chance.choice([name for name in MARKS if tally.kills[name] < KILLS_OF_EACH])
        product.kill(what)
        tally.kills[what] += 1


async def test_nothing_acknowledged_is_lost_and_nothing_doubled(product: Product, browsers: list[Browser]) -> None:
    tally, numbers, begun = Tally(), iter(range(1_000_000)), time.monotonic()
    async with asyncio.TaskGroup() as group:
        group.create_task(keep_killing(product, tally, random.Random(begun)))
        for browser in browsers:
            group.create_task(keep_writing(browser, numbers, tally))
    product.wait_until_ready()
    connection = await asyncpg.connect(product.dsn(SUPERUSER))
    kept = await effects(connection)
    await connection.close()
    lost = set(tally.acknowledged) - set(kept)
    doubled = {need: counts for need, counts in kept.items() if max(counts) > 1}
    torn = {need: counts for need, counts in kept.items() if counts[:2] != (1, 1)}
    print(
        f"kill -9: {len(tally.acknowledged)} writes in {time.monotonic() - begun:.0f} s, kills {dict(tally.kills)}, "
        f"answers {dict(tally.tries)}, longest wait {tally.longest_wait:.1f} s, "
        f"lost {len(lost)}, doubled {len(doubled)}, torn {len(torn)}; of our own mistakes: {product.mistakes()}"
    )
    assert len(tally.acknowledged) >= WRITES
    assert all(str(need) == told for need, told in tally.acknowledged.items())
    assert not lost
    assert not doubled
    assert not torn
    assert not tally.tries["500"], "a database that is down is 503, never a mistake of ours"


async def effects(connection: Connection) -> dict[UUID, tuple[int, ...]]:
    """Need -> how many journal rows, notices and waiting or failed jobs its submission left (done ones may be gone)."""
    rows = await connection.fetch("""
        select n.id,
            (select count(*) from journal j where j.subject = n.id and j.verb = 'submit_need') as journal,
            (select count(*) from notice t where t.key = 'need-submitted-' || n.id) as notices,
            (select count(*) from jobs.procrastinate_jobs job join notice t on t.id::text = job.args ->> 'notice'
                where t.key = 'need-submitted-' || n.id) as jobs
        from need n""")
    return {row["id"]: (row["journal"], row["notices"], row["jobs"]) for row in rows}


async def test_a_hundred_times_the_same_key_is_one_effect(product: Product, browsers: list[Browser]) -> None:
    browser = browsers[0]
    need, token = uuid5(SPACE, "hundred"), await browser.token()
    headers = {"x-csrf-token": token, "idempotency-key": "hundred"}
    body = {"draft": str(need), "story": "架空の相談"}
    answers = await asyncio.gather(
        *(browser.client.post("/api/v1/needs", json=body, headers=headers, timeout=60) for _ in range(100))
    )
    replies = Counter((answer.status_code, answer.text) for answer in answers)
    connection = await asyncpg.connect(product.dsn(SUPERUSER))
    kept = await effects(connection)
    await connection.close()
    print(f"same key 100 times: {len(replies)} different replies, effects {kept[need]}")
    assert replies == {(201, answers[0].text): 100}
    assert max(kept[need]) == 1 and kept[need][:2] == (1, 1)

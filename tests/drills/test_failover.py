"""The primary dies while it writes: a synchronous standby has all that was acknowledged; the control loses some."""

import asyncio
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import pytest

from auth.journal.operations import record
from auth.viewer import Viewer
from foundation.database.embedded_cluster import SUPERUSER
from foundation.database.engine import ENGINE
from foundation.database.migrations import migrate
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Unavailable
from tests.drills.standby import ASYNCHRONOUS, SYNCHRONOUS, Pair, pair
from tests.world import HIROSHIMA

pytestmark = pytest.mark.prove

BY = Viewer.system(HIROSHIMA)
WRITERS = 6
BEFORE_SECONDS = 4.0
WITHIN_SECONDS = 10.0
KEPT = "select subject from journal where verb = 'drill'"


async def write(acknowledged: set[UUID]) -> None:
    subject = uuid4()
    async with unit_of_work(BY):
        await record(by=BY, verb="drill", noun="drill", subject=subject)
    acknowledged.add(subject)


async def keep_writing(acknowledged: set[UUID], over: Callable[[], bool]) -> None:
    """Until it is over; what was not acknowledged is not counted."""
    while not over():
        try:
            await asyncio.wait_for(write(acknowledged), 5)
        except (Unavailable, TimeoutError, asyncpg.InternalClientError):
            await asyncio.sleep(0.05)


async def died(servers: Pair, *, stalled: bool) -> tuple[set[UUID], set[UUID], float]:
    """Write, kill the primary, promote the standby, write again: acknowledged, kept, seconds until writing again."""
    await migrate(servers.primary.dsn("owner"))
    ENGINE.configure(servers.primary.dsn("app"))
    await ENGINE.open()
    acknowledged, dead = set[UUID](), asyncio.Event()
    writers = [asyncio.create_task(keep_writing(acknowledged, dead.is_set)) for _ in range(WRITERS)]
    await asyncio.sleep(BEFORE_SECONDS / 2)
    if stalled:
        os.kill(servers.receiver(), signal.SIGSTOP)
    await asyncio.sleep(BEFORE_SECONDS / 2)
    assert servers.primary.pid is not None
    os.kill(servers.primary.pid, signal.SIGKILL)
    killed = time.monotonic()
    dead.set()
    await asyncio.gather(*writers)
    assert ENGINE.pool is not None
    ENGINE.pool.terminate()
    ENGINE.pool = None
    before = set(acknowledged)
    if stalled:
        os.kill(servers.receiver(), signal.SIGKILL)
    await asyncio.to_thread(servers.promote)
    ENGINE.configure(servers.standby.dsn("app"))
    await ENGINE.open()
    await write(acknowledged)
    again = time.monotonic() - killed
    await ENGINE.close()
    ENGINE.configure(servers.standby.dsn(SUPERUSER))
    await ENGINE.open()
    assert ENGINE.pool is not None
    kept = {row["subject"] for row in await ENGINE.pool.fetch(KEPT)}
    await ENGINE.close()
    return before, kept, again


async def test_nothing_acknowledged_is_lost_with_a_synchronous_standby(passable: Path) -> None:
    with pair(passable, SYNCHRONOUS) as servers:
        acknowledged, kept, again = await died(servers, stalled=False)
    lost = acknowledged - kept
    print(
        f"failover, synchronous: {len(acknowledged)} acknowledged, {len(lost)} lost, writing again after {again:.1f} s"
    )
    assert len(acknowledged) > 100
    assert not lost
    assert again < WITHIN_SECONDS


async def test_the_control_without_synchrony_loses(passable: Path) -> None:
    with pair(passable, ASYNCHRONOUS) as servers:
        acknowledged, kept, _ = await died(servers, stalled=True)
    lost = acknowledged - kept
    print(f"failover, control (asynchronous, receiver stalled): {len(acknowledged)} acknowledged, {len(lost)} lost")
    assert lost, "a control that loses nothing shows that the drill has no teeth"

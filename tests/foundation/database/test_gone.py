"""A database that is away, or there and silent: 503 within two seconds, no trace, and work goes on afterwards."""

import os
import signal
import time
from pathlib import Path

import pytest

from auth.journal.operations import record
from foundation.database.connections import Connection
from foundation.database.embedded import Server
from foundation.database.engine import ENGINE
from foundation.database.unit_of_work import unit_of_work
from tests.browser import Browser, Visit
from tests.world import World

pytestmark = pytest.mark.database

WITHIN_SECONDS = 2.0


async def timed(browser: Browser) -> tuple[int, float, str]:
    begun = time.monotonic()
    answer = await browser.get("/needs")
    return answer.status_code, time.monotonic() - begun, answer.text


async def test_a_silent_database_is_503_within_two_seconds(server: Server, world: World, visit: Visit) -> None:
    sera = await visit("sera")
    assert server.pid is not None
    frozen = [server.pid, *children(server.pid)]
    for pid in frozen:
        os.kill(pid, signal.SIGSTOP)
    try:
        told = [await timed(sera) for _ in range(3)]
    finally:
        for pid in frozen:
            os.kill(pid, signal.SIGCONT)
    print(f"silent database: {[(status, round(took, 2)) for status, took, _ in told]}")
    assert {status for status, _, _ in told} == {503}
    assert all(took < WITHIN_SECONDS + 0.5 for _, took, _ in told)
    assert all("Traceback" not in text and "asyncpg" not in text for _, _, text in told)
    assert (await timed(sera))[0] == 200


def children(pid: int) -> list[int]:
    """Every session of the server."""
    return [int(found) for found in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


async def test_a_session_lost_on_its_way_back_takes_nothing_back(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def dying(connection: Connection) -> None:
        await connection.execute("select pg_terminate_backend(pg_backend_pid())")

    monkeypatch.setattr(ENGINE.pool, "_reset", dying)
    async with unit_of_work(world.sera):
        await record(by=world.sera, verb="drill", noun="drill", subject=world.sera.organisation)
    monkeypatch.undo()
    async with unit_of_work(world.sera) as work:
        assert await work.connection.fetchval("select count(*) from journal where verb = 'drill'") == 1

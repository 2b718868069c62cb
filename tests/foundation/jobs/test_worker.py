"""A real worker over a real queue: it works, it stops when told, and what a killed one left is done by another."""

import asyncio
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from auth.viewer import Viewer
from foundation.database.embedded import Server
from foundation.database.unit_of_work import unit_of_work
from foundation.jobs.queue import queue_job
from foundation.jobs.reviving import LOST_AFTER_SECONDS, MOST_DEATHS
from foundation.jobs.waiting import is_waiting
from tests.conftest import MIGRATED, copy_of, working_on

pytestmark = pytest.mark.database

CHECKOUT = Path(__file__).parents[3]
STATES = "select task_name, status::text, attempts from procrastinate_jobs order by id"


@pytest.fixture
async def queue(server: Server) -> AsyncIterator[str]:
    """The worker's address of an empty queue; the engine works as role app on the same database."""
    with copy_of(server, MIGRATED) as name:
        async with working_on(server.dsn("app", name)):
            yield server.dsn("worker", name)


@contextmanager
def worker(dsn: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker process."""
    process = subprocess.Popen([sys.executable, "-m", "tests.foundation.jobs.working", dsn], cwd=CHECKOUT)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


async def put(task: str, **arguments: str) -> None:
    """Queue a job, as an operation would."""
    async with unit_of_work(Viewer.public()) as work:
        await queue_job(work, task, arguments)


def states(dsn: str) -> list[tuple[str, str, int]]:
    """Every job in the queue."""
    with psycopg.connect(dsn, options="-c search_path=jobs,public") as connection:
        return [(row[0], row[1], row[2]) for row in connection.execute(STATES).fetchall()]


async def until(seen: Callable[[], bool], seconds: float) -> None:
    """Wait until it is so."""
    end = time.monotonic() + seconds
    while not seen():
        assert time.monotonic() < end, f"not so within {seconds} seconds"
        await asyncio.sleep(0.1)


async def test_a_job_is_done_once_and_leaves_the_queue(queue: str, tmp_path: Path) -> None:
    await put("note", done=str(tmp_path / "before"))
    with worker(queue) as process:
        await until((tmp_path / "before").exists, 20)
        await put("note", done=str(tmp_path / "while"))
        await until((tmp_path / "while").exists, 5)
        await until(lambda: states(queue) == [], 5)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
    assert (tmp_path / "before").read_text() == "x"


async def test_a_job_that_fails_waits_and_is_tried_again(queue: str, tmp_path: Path) -> None:
    await put("fail", done=str(tmp_path / "tried"))
    with worker(queue):
        await until(lambda: states(queue) == [("fail", "todo", 1)], 20)
    assert (tmp_path / "tried").read_text() == "x"


async def test_a_rolled_back_change_queues_nothing(queue: str, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError):
        async with unit_of_work(Viewer.public()) as work:
            await queue_job(work, "note", {"done": str(tmp_path / "never")})
            assert await is_waiting(work, "note", {"done": str(tmp_path / "never")})
            raise RuntimeError("the change failed")
    assert states(queue) == []


async def test_a_job_that_kills_its_workers_is_given_up(queue: str, tmp_path: Path) -> None:
    (tmp_path / "started").touch()
    await put("note", done=str(tmp_path / "done"))
    with psycopg.connect(queue, options="-c search_path=jobs,public", autocommit=True) as connection:
        connection.execute("update procrastinate_jobs set status = 'doing', attempts = %s", [MOST_DEATHS])
    with worker(queue):
        await until(lambda: states(queue)[0][1] == "failed", 20)
    assert not (tmp_path / "done").exists()


@pytest.mark.prove
async def test_kill_9_in_the_middle_of_a_job_loses_nothing(queue: str, tmp_path: Path) -> None:
    started, done = tmp_path / "started", tmp_path / "done"
    await put("linger", started=str(started), done=str(done))
    with worker(queue) as first:
        await until(started.exists, 20)
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert states(queue) == [("linger", "doing", 0)]
    killed = time.monotonic()
    with worker(queue):
        await until(done.exists, LOST_AFTER_SECONDS * 2)
        print(f"a job left by a killed worker was finished by another after {time.monotonic() - killed:.1f} s")
        await until(lambda: states(queue) == [], 5)
    assert done.read_text() == "x"

"""The installed worker, end to end: what a confirmation queued comes out as papers and mail."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest

from foundation.database.embedded import Server
from matching.appointments.queries import appointments
from reports.register.queries import papers_of
from tests.matching.employment import TODAY, Story, confirmed, on
from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

CHECKOUT = Path(__file__).parents[3]
SECONDS = 90


async def test_a_confirmation_comes_out_as_papers_and_mail(
    world: World, server: Server, database: str, tmp_path: Path
) -> None:
    with on(TODAY):
        story = await confirmed(world)
    subjects = [(await appointments(by=town))[0][0].id for town in story.towns]
    addresses = {"DATABASE_URL": server.dsn("app", database), "DATABASE_URL_WORKER": server.dsn("worker", database)}
    with installed_worker(addresses | {"DXPOOL_HOME": str(tmp_path), "DXPOOL_DEMO": "1"}) as worker:
        end = time.monotonic() + SECONDS
        while await any_in_making(story, subjects):
            assert time.monotonic() < end and worker.poll() is None, "the worker made no papers"
            await asyncio.sleep(0.3)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=40) == 0
    for town, subject in zip(story.towns, subjects, strict=True):
        assert [paper.state for paper in (await papers_of(subject=subject, by=town)).documents] == ["draft"]
    assert list((tmp_path / "mail").glob("*.eml"))


async def any_in_making(story: Story, subjects: list[UUID]) -> bool:
    """Whether a town still waits for its paper."""
    made = [await papers_of(subject=subject, by=town) for town, subject in zip(story.towns, subjects, strict=True)]
    return any(papers.in_making for papers in made)


@contextmanager
def installed_worker(settings: dict[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    """The command `dxpool worker`, as a process."""
    process = subprocess.Popen([sys.executable, "-m", "cli", "worker"], cwd=CHECKOUT, env=os.environ | settings)
    try:
        yield process
    finally:
        process.kill()
        process.wait()

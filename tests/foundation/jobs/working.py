"""A worker as a process of its own, for tests that kill it: `python -m tests.foundation.jobs.working DSN`."""

import asyncio
import sys
from pathlib import Path

from foundation.jobs.worker import run_worker


async def note(*, done: str) -> None:
    """Leave a mark."""
    with Path(done).open("a") as file:  # noqa: ASYNC230 - one byte, in a test
        file.write("x")


async def linger(*, started: str, done: str) -> None:
    """The first time it never ends, as if the machine were slow; the second time it leaves its mark."""
    if not Path(started).exists():  # noqa: ASYNC240 - a local file, in a test
        Path(started).touch()  # noqa: ASYNC240 - the same
        await asyncio.sleep(3600)
    await note(done=done)


async def fail(*, done: str) -> None:
    """Leave a mark and break."""
    await note(done=done)
    raise RuntimeError("broken on purpose")


if __name__ == "__main__":
    asyncio.run(run_worker(sys.argv[1], {"note": note, "linger": linger, "fail": fail}, hourly={}))

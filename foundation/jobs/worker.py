"""The worker: procrastinate over our tasks, and the clock that brings back what a killed worker left behind."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from procrastinate import App, PsycopgConnector, RetryStrategy

from foundation.database.engine import ENGINE
from foundation.jobs.reviving import LOST_AFTER_SECONDS, revive_for_ever

logger = logging.getLogger(__name__)

Task = Callable[..., Awaitable[None]]
ClockTask = Callable[[], Awaitable[None]]
CONCURRENCY: Final = 4
DRAIN_SECONDS: Final = 30
HEARTBEAT_SECONDS: Final = 5
HOURLY: Final = "7 * * * *"
RETRY: Final = RetryStrategy(max_attempts=8, exponential_wait=3)
"""Again after 3, 9, 27 seconds and so on, for about three hours in all: a mail server may be away for lunch."""


class WorkerStopped(RuntimeError):
    """The worker ended although nobody told it to; whoever supervises it starts it again."""


async def run_worker(dsn: str, tasks: Mapping[str, Task], *, hourly: Mapping[str, ClockTask]) -> None:
    """Work until told to stop. `dsn` is the role worker's; tasks are found by the name they were queued under.

    `hourly` are the calendar's tasks: once an hour by one of the workers, so that a day that begins while the machine
    is off is only late, never lost.

    Raises `WorkerStopped` where the work ends by itself, as when the database goes away.
    """
    ENGINE.configure(dsn)
    await ENGINE.open(largest=CONCURRENCY + 1)
    try:
        jobs = _queue(dsn, tasks, hourly)
        async with jobs.open_async():
            await _until(_told_to_stop(), jobs)
    finally:
        await ENGINE.close()


def _queue(dsn: str, tasks: Mapping[str, Task], hourly: Mapping[str, ClockTask]) -> App:
    jobs = App(connector=PsycopgConnector(conninfo=dsn, kwargs={"options": "-c search_path=jobs,public"}))
    for name, task in tasks.items():
        jobs.task(name=name, retry=RETRY)(task)
    for name, clock_task in hourly.items():
        jobs.periodic(cron=HOURLY)(jobs.task(name=name, queueing_lock=name)(_without_timestamp(clock_task)))
    return jobs


def _without_timestamp(task: ClockTask) -> Callable[[int], Awaitable[None]]:
    async def run(timestamp: int) -> None:
        logger.info("clock task of %s", timestamp)
        await task()

    return run


def _told_to_stop() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def _until(stop: asyncio.Event, jobs: App) -> None:
    """What is done leaves the queue at once: it holds what waits, what runs and what failed."""
    tasks: list[asyncio.Task[Any]] = [
        asyncio.create_task(
            jobs.run_worker_async(
                concurrency=CONCURRENCY,
                install_signal_handlers=False,
                delete_jobs="successful",
                shutdown_graceful_timeout=DRAIN_SECONDS,
                update_heartbeat_interval=HEARTBEAT_SECONDS,
                stalled_worker_timeout=LOST_AFTER_SECONDS,
            )
        ),
        asyncio.create_task(revive_for_ever(jobs)),
        asyncio.create_task(stop.wait()),
    ]
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    if not stop.is_set():
        cause = next((task.exception() for task in done), None)
        raise WorkerStopped("the work ended by itself") from cause

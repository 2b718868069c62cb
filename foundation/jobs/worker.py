"""The worker: procrastinate over our tasks, and the clock that brings back what a killed worker left behind."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from procrastinate import App, PsycopgConnector

from foundation.database.engine import ENGINE

logger = logging.getLogger(__name__)

Task = Callable[..., Awaitable[None]]
CONCURRENCY: Final = 4
STALLED_AFTER_SECONDS: Final = 30
TRIES: Final = 5


async def run_worker(dsn: str, tasks: Mapping[str, Task]) -> None:
    """Work until told to stop. `dsn` is the role worker's; tasks are found by the name they were queued under."""
    ENGINE.configure(dsn)
    await ENGINE.open(largest=CONCURRENCY + 1)
    jobs = App(connector=PsycopgConnector(conninfo=dsn, kwargs={"options": "-c search_path=jobs,public"}))
    for name, task in tasks.items():
        jobs.task(name=name, retry=TRIES)(task)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    try:
        async with jobs.open_async():
            await _until(stop, jobs)
    finally:
        await ENGINE.close()


async def _until(stop: asyncio.Event, jobs: App) -> None:
    working = asyncio.create_task(
        jobs.run_worker_async(concurrency=CONCURRENCY, install_signal_handlers=False, listen_notify=True,
                              fetch_job_polling_interval=5, shutdown_graceful_timeout=30)
    )  # fmt: skip
    reviving = asyncio.create_task(_revive_stalled(jobs))
    await asyncio.wait([working, asyncio.create_task(stop.wait())], return_when=asyncio.FIRST_COMPLETED)
    reviving.cancel()
    working.cancel()
    await asyncio.gather(working, reviving, return_exceptions=True)


async def _revive_stalled(jobs: App) -> None:
    """A killed worker's jobs are not retried by themselves: ask for those without a heartbeat and queue them again."""
    while True:
        for job in await jobs.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
            logger.warning("job %s was left by a worker that died; it runs again", job.id)
            await jobs.job_manager.retry_job(job)
        await asyncio.sleep(STALLED_AFTER_SECONDS / 3)

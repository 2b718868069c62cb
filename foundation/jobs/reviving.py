"""What a killed worker was doing: nobody retries it by itself, so each living worker asks and queues it again."""

import asyncio
import logging
from typing import Any, Final

from procrastinate import App
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Status

logger = logging.getLogger(__name__)

LOST_AFTER_SECONDS: Final = 20
"""Without a heartbeat for so long a worker counts as dead: four beats."""
MOST_DEATHS: Final = 5
"""A job that was left so often is taken to be what kills its workers."""


async def revive_for_ever(jobs: App) -> None:
    """Look every few seconds. A database that is away for a moment is asked again."""
    while True:
        try:
            await revive(jobs)
        except ConnectorException:
            logger.warning("the queue could not be asked for lost jobs; it is asked again")
        await asyncio.sleep(LOST_AFTER_SECONDS / 4)


async def revive(jobs: App) -> None:
    """Queue again every job whose worker died."""
    for job in await jobs.job_manager.get_stalled_jobs(seconds_since_heartbeat=LOST_AFTER_SECONDS):
        try:
            await _queue_again(jobs, job)
        except ConnectorException:
            logger.info("job %s was taken up by another worker", job.id)


async def _queue_again(jobs: App, job: Any) -> None:
    if job.attempts >= MOST_DEATHS:
        logger.error("job %s was left by %s workers that died; it is given up", job.id, job.attempts)
        await jobs.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
        return
    logger.warning("job %s was left by a worker that died; it runs again", job.id)
    await jobs.job_manager.retry_job(job)

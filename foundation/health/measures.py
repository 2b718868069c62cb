"""What is counted for Prometheus: by route template, never by address, account or value."""

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from time import time
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from foundation.database.connections import DATABASE_GONE, on_pool_wait
from foundation.database.engine import ENGINE
from foundation.errors import Unavailable

Asked = Callable[[], Awaitable[float | None]]

REGISTRY: Final = CollectorRegistry()
REQUESTS: Final = Counter("dxpool_requests", "Answers by route and status.", ["method", "route", "status"],
                          registry=REGISTRY)  # fmt: skip
SECONDS: Final = Histogram("dxpool_request_seconds", "Time to answer by route.", ["method", "route"],
                           buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 30), registry=REGISTRY)  # fmt: skip
RUNNING: Final = Gauge("dxpool_requests_running", "Requests being answered now.", registry=REGISTRY)
POOL_WAIT: Final = Histogram("dxpool_pool_wait_seconds", "Wait for a connection to the database.",
                             buckets=(0.001, 0.01, 0.05, 0.1, 0.5, 1, 2), registry=REGISTRY)  # fmt: skip
POOL: Final = Gauge("dxpool_pool_connections", "Connections to the database.", ["state"], registry=REGISTRY)
UP: Final = Gauge("dxpool_database_up", "1 where the database answered when this was asked.", registry=REGISTRY)
QUEUE: Final = Gauge("dxpool_queue_jobs", "Jobs by state.", ["state"], registry=REGISTRY)
QUEUE_AGE: Final = Gauge("dxpool_queue_oldest_seconds", "Age of the oldest waiting job.", registry=REGISTRY)
AGE: Final = Gauge("dxpool_age_seconds", "Since a backup, a seal of the journal; absent where there is none.", ["of"],
                   registry=REGISTRY)  # fmt: skip

JOBS: Final = """
select status::text, count(*) as jobs from jobs.procrastinate_jobs
where status in ('todo', 'doing', 'failed') group by 1
"""
OLDEST: Final = """
select coalesce(extract(epoch from now() - min(e.at)), 0)::float from jobs.procrastinate_jobs j
join jobs.procrastinate_events e on e.job_id = j.id and e.type = 'deferred' where j.status = 'todo'
    and (j.scheduled_at is null or j.scheduled_at <= now())
"""

on_pool_wait(POOL_WAIT.observe)


async def measured(*, backups: Path, ages: Mapping[str, Asked]) -> bytes:
    """Everything as Prometheus reads it. A database that is away leaves its own numbers out and `up` at 0."""
    if ENGINE.pool is not None:
        POOL.labels("open").set(ENGINE.pool.get_size())
        POOL.labels("idle").set(ENGINE.pool.get_idle_size())
    _note_backup(backups)
    try:
        await _ask_the_database(ages)
        UP.set(1)
    except (*DATABASE_GONE, Unavailable):
        UP.set(0)
    return generate_latest(REGISTRY)


def _note_backup(backups: Path) -> None:
    newest = max((place.stat().st_mtime for place in backups.glob("*/manifest.json")), default=None)
    if newest is not None:
        AGE.labels("backup").set(time() - newest)


async def _ask_the_database(ages: Mapping[str, Asked]) -> None:
    if ENGINE.pool is None:
        raise Unavailable("")
    async with ENGINE.pool.acquire(timeout=2) as connection:
        counted = {row["status"]: row["jobs"] for row in await connection.fetch(JOBS, timeout=2)}
        QUEUE_AGE.set(await connection.fetchval(OLDEST, timeout=2))
    for state in ("todo", "doing", "failed"):
        QUEUE.labels(state).set(counted.get(state, 0))
    for name, ask in ages.items():
        age = await ask()
        if age is not None:
            AGE.labels(name).set(age)

"""Queueing inside the business transaction: a rollback leaves no job (procrastinate's own SQL function)."""

import json
from collections.abc import Mapping
from typing import Any

from foundation.database.unit_of_work import Work

DEFER = """
select jobs.procrastinate_defer_jobs_v1(array[
    row($1, $2, 0, null, $4, $3::jsonb, null)::jobs.procrastinate_job_to_defer_v1])
"""


async def queue_job(
    work: Work, task: str, arguments: Mapping[str, Any], *, queue: str = "default", once_as: str | None = None
) -> None:
    """Queue `task` by name. Arguments carry ids, never personal data. `once_as`: waits at most once under this name."""
    await work.connection.execute(DEFER, queue, task, json.dumps(dict(arguments)), once_as)

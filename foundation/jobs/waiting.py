"""Whether a job still waits or runs."""

import json
from collections.abc import Mapping
from typing import Any

from foundation.database.unit_of_work import Work

WAITING = """
select exists (
    select from jobs.procrastinate_jobs
    where task_name = $1 and args @> $2::jsonb and status in ('todo', 'doing'))
"""


async def is_waiting(work: Work, task: str, arguments: Mapping[str, Any]) -> bool:
    """Whether a job of `task` with (at least) these arguments waits or runs. Ask only about what the viewer sees."""
    waits: bool = await work.connection.fetchval(WAITING, task, json.dumps(dict(arguments)))
    return waits

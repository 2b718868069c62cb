"""Papers as tests make them: what is queued is made as the worker would, without a worker."""

import json
import shutil
import subprocess
from typing import Any

import asyncpg

from auth.viewer import Viewer
from foundation.database.engine import ENGINE
from foundation.database.unit_of_work import unit_of_work
from reports.issuing.tasks import render_paper

QUEUED = "select id, args from jobs.procrastinate_jobs where task_name = 'render_paper' and status = 'todo' order by id"
DONE = "delete from jobs.procrastinate_jobs where id = $1"


async def queued(by: Viewer) -> list[dict[str, Any]]:
    """The arguments of the papers that wait."""
    async with unit_of_work(by) as work:
        return [json.loads(row["args"]) for row in await work.connection.fetch(QUEUED)]


async def make_queued(by: Viewer) -> list[dict[str, Any]]:
    """Make every paper that waits, in order; returns their arguments. Only the worker takes jobs out of the queue."""
    async with unit_of_work(by) as work:
        rows = await work.connection.fetch(QUEUED)
    worker = await asyncpg.connect(ENGINE.config["dsn"].replace("://app@", "://worker@"))
    await worker.executemany(DONE, [(row["id"],) for row in rows])
    await worker.close()
    made = [json.loads(row["args"]) for row in rows]
    for arguments in made:
        await render_paper(**arguments, demo=True)
    return made


def text_of(pdf: bytes) -> str:
    """What a reader would copy out of a PDF, without the spaces of its layout."""
    assert shutil.which("pdftotext"), "poppler-utils is missing"
    shown = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return "".join(shown.stdout.decode().split())

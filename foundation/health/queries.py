"""What readiness consists of."""

import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from foundation.database.engine import ENGINE
from foundation.database.unit_of_work import DATABASE_GONE

LEAST_FREE_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Readiness:
    """Each part by itself, so that an operator sees which one fails."""

    database: bool
    schema: str | None
    disk: bool

    @property
    def ready(self) -> bool:
        """Whether requests can be served."""
        return self.database and self.schema is not None and self.disk

    def as_dict(self) -> dict[str, Any]:
        """For the answer."""
        return {"ready": self.ready, **asdict(self)}


async def readiness() -> Readiness:
    """Ask the database and the disk. Never raises."""
    database, schema = await _database()
    return Readiness(database=database, schema=schema, disk=shutil.disk_usage(Path.cwd()).free > LEAST_FREE_BYTES)


async def _database() -> tuple[bool, str | None]:
    if ENGINE.pool is None:
        return False, None
    try:
        async with ENGINE.pool.acquire(timeout=2) as connection:
            return True, await connection.fetchval("select max(name) from migration", timeout=2)
    except DATABASE_GONE:
        return False, None

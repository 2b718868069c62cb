"""What readiness consists of."""

import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from foundation.database.engine import ENGINE
from foundation.database.migrations import shipped
from foundation.database.unit_of_work import DATABASE_GONE

LEAST_FREE_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Readiness:
    """Each part by itself, so that an operator sees which one fails."""

    database: bool
    schema: bool
    disk: bool

    @property
    def ready(self) -> bool:
        """Whether requests can be served."""
        return self.database and self.schema and self.disk

    def as_dict(self) -> dict[str, Any]:
        """For the answer."""
        return {"ready": self.ready, **asdict(self)}


async def readiness() -> Readiness:
    """Ask the database and the disk. Never raises."""
    database, schema = await _database()
    return Readiness(database=database, schema=schema, disk=shutil.disk_usage(Path.cwd()).free > LEAST_FREE_BYTES)


async def _database() -> tuple[bool, bool]:
    """Whether it answers, and whether every migration of this code has run (a newer database serves older code)."""
    if ENGINE.pool is None:
        return False, False
    try:
        async with ENGINE.pool.acquire(timeout=2) as connection:
            ran = await connection.fetch("select name from migration", timeout=2)
            return True, shipped() <= {row["name"] for row in ran}
    except DATABASE_GONE:
        return False, False

"""What readiness consists of, and which code runs."""

import shutil
import subprocess
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from foundation.database.connections import DATABASE_GONE
from foundation.database.engine import ENGINE
from foundation.database.migrations import shipped

LEAST_FREE_BYTES: Final = 200 * 1024 * 1024
ROOT: Final = Path(__file__).resolve().parents[2]
COMMIT: Final = ROOT / "COMMIT"
"""Written where the product is built without its history, as in a container."""


@dataclass(frozen=True, slots=True)
class Watched:
    """This installation to whoever watches it. `drain_mark`: a file that is there once the process was told to stop;
    `ages`: name -> since when something was done, asked each time."""

    home: Path
    drain_mark: Path | None = None
    metrics_token: str = ""
    ages: Mapping[str, Callable[[], Awaitable[float | None]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Readiness:
    """Each part by itself, so that an operator sees which one fails."""

    database: bool
    schema: bool
    disk: bool
    staying: bool

    @property
    def ready(self) -> bool:
        """Whether requests can be served."""
        return self.database and self.schema and self.disk and self.staying

    def as_dict(self) -> dict[str, Any]:
        """For the answer."""
        return {"ready": self.ready, **asdict(self)}


async def readiness(watched: Watched) -> Readiness:
    """Ask the database and the disk. Never raises."""
    database, schema = await _database()
    place = watched.home if watched.home.exists() else Path.cwd()
    disk = shutil.disk_usage(place).free > LEAST_FREE_BYTES
    staying = watched.drain_mark is None or not watched.drain_mark.exists()
    return Readiness(database=database, schema=schema, disk=disk, staying=staying)


async def status() -> dict[str, Any]:
    """Version and commit of the code; the newest migration of the code and of the database. Never raises."""
    ran = await _ran()
    return {"version": version("dxpool"), "commit": commit(), "schema_of_code": max(shipped()),
            "schema_of_database": max(ran) if ran else None}  # fmt: skip


@cache
def commit() -> str:
    """The commit this code is of, as written at the build or as git says; empty where nobody knows."""
    if COMMIT.exists():
        return COMMIT.read_text().strip()
    try:
        told = subprocess.run(["git", "-C", ROOT, "rev-parse", "HEAD"], capture_output=True, text=True)
    except OSError:
        return ""
    return told.stdout.strip() if told.returncode == 0 else ""


async def _database() -> tuple[bool, bool]:
    """Whether it answers, and whether every migration of this code has run (a newer database serves older code)."""
    ran = await _ran()
    return ran is not None, shipped() <= set(ran or ())


async def _ran() -> list[str] | None:
    """The migrations that have run; None where the database does not answer."""
    if ENGINE.pool is None:
        return None
    try:
        async with ENGINE.pool.acquire(timeout=2) as connection:
            return [row["name"] for row in await connection.fetch("select name from migration", timeout=2)]
    except DATABASE_GONE:
        return None

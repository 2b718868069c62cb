"""Migrations: SQL files, run by Piccolo's own runner, one process at a time.

A migration module names its SQL file; policies, exclusion constraints and triggers have no form in Piccolo's builder,
and a reviewer reads one language instead of two. A house test holds every `tables.py` against the migrated catalogue.
"""

import contextlib
import io
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import asyncpg
from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.apps.migrations.commands.forwards import ForwardsMigrationManager
from piccolo.apps.migrations.tables import Migration

from foundation.database.engine import ENGINE

PACKAGES = ("foundation", "auth", "registry", "training", "matching", "reports")
PATIENCE = "set local lock_timeout = '4s';"
"""Whoever waits for a table's lock makes everybody behind them wait: give up, be run again."""
LOCK = 0x6478_706F_6F6C  # "dxpool"
AFTERWARDS = (
    "select proname from pg_proc where prokind = 'p' and proname like 'after\\_migrations\\_%' order by proname"
)
"""Procedures that look over all tables of all packages, whichever migration made them; each may run again."""


def sql_migration(module: str, *, package: str, id: str, description: str) -> MigrationManager:
    """A Piccolo migration that runs the SQL file beside `module` (its `__file__`)."""
    manager = MigrationManager(migration_id=id, app_name=package, description=description)
    statements = Path(module).with_suffix(".sql").read_text(encoding="utf-8")

    async def run() -> None:
        transaction = ENGINE.current_transaction.get()
        assert transaction is not None
        await transaction.connection.execute(PATIENCE + statements)

    manager.add_raw(run)
    return manager


@cache
def shipped() -> frozenset[str]:
    """The names of the migrations that this code comes with: a database lacking one is too old for it."""
    folders = [import_module(f"{package}.piccolo_migrations") for package in PACKAGES]
    modules = [
        import_module(f"{folder.__name__}.{module.name}")
        for folder in folders
        for module in iter_modules(folder.__path__)
    ]
    return frozenset(module.ID for module in modules)


async def migrate(owner_dsn: str) -> list[str]:
    """Bring the database up to date as its owner; returns the names of the migrations that ran."""
    ENGINE.configure(owner_dsn)
    guard = await asyncpg.connect(owner_dsn)
    try:
        await guard.execute("select pg_advisory_lock($1)", LOCK)
        await ENGINE.open(largest=2)
        before = set(await _applied())
        with contextlib.redirect_stdout(io.StringIO()):
            for package in PACKAGES:
                result = await ForwardsMigrationManager(app_name=package).run()
                assert result.success, result.message
        for row in await guard.fetch(AFTERWARDS):
            await guard.execute(f"call {row['proname']}()")
        return [name for name in await _applied() if name not in before]
    finally:
        await ENGINE.close()
        await guard.close()


async def _applied() -> list[str]:
    if not await Migration.table_exists():
        return []
    return await Migration.get_migrations_which_ran()

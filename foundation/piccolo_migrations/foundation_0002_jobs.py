"""The job queue's own tables, in a schema of their own (procrastinate's SQL, unchanged)."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from procrastinate.schema import SchemaManager

from foundation.database.engine import ENGINE

ID = "2026-11-21T10:00:00:000002"
VERSION = "1.38.0"
DESCRIPTION = "procrastinate's schema"

BEFORE = "create schema jobs; set local search_path = jobs;"
AFTER = """
set local search_path = public;
grant usage on schema jobs to app, worker;
grant select, insert on all tables in schema jobs to app;
grant select, insert, update, delete on all tables in schema jobs to worker;
grant usage, select on all sequences in schema jobs to app, worker;
grant execute on all functions in schema jobs to app, worker;
"""


async def forwards() -> MigrationManager:
    """Create the schema and grant it to the two roles that queue and work."""
    manager = MigrationManager(migration_id=ID, app_name="foundation", description=DESCRIPTION)

    async def run() -> None:
        transaction = ENGINE.current_transaction.get()
        assert transaction is not None
        await transaction.connection.execute(BEFORE + SchemaManager.get_schema() + AFTER)

    manager.add_raw(run)
    return manager

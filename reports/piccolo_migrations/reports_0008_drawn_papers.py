"""Papers that somebody draws up and a body approves, and many papers taken along at once."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T17:20:00:000008"
VERSION = "1.38.0"
DESCRIPTION = "drawn papers, batches"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="reports", id=ID, description=DESCRIPTION)

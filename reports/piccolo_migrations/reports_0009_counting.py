"""The people of all pools counted without sorting them."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-23T08:00:00:000009"
VERSION = "1.38.0"
DESCRIPTION = "the pool counted by people who are alike"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="reports", id=ID, description=DESCRIPTION)

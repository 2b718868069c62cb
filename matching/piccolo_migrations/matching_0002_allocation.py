"""Runs of the allocation engine and their plans."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-21T10:30:00:000002"
VERSION = "1.38.0"
DESCRIPTION = "allocation runs"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="matching", id=ID, description=DESCRIPTION)

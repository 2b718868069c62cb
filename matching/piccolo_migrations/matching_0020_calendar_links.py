"""The address by which a person reads their own calendar from outside."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-23T04:20:00:000020"
VERSION = "1.38.0"
DESCRIPTION = "calendar links"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="matching", id=ID, description=DESCRIPTION)

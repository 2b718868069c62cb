"""A file may hold the needs of a prefecture's towns."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T12:32:00:000020"
VERSION = "1.38.0"
DESCRIPTION = "needs of towns in a prefecture's file"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="registry", id=ID, description=DESCRIPTION)

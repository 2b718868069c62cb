"""Minutes between towns that a pool knows better than the estimate."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T19:00:00:000021"
VERSION = "1.38.0"
DESCRIPTION = "travel times"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="registry", id=ID, description=DESCRIPTION)

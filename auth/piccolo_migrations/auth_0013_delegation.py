"""Who looks after the people of a town beside itself."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-23T10:00:00:000013"
VERSION = "1.38.0"
DESCRIPTION = "delegation and the hour of an emergency"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="auth", id=ID, description=DESCRIPTION)

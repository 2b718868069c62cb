"""No calendar outside for whoever's account is closed."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-23T09:10:00:000025"
VERSION = "1.38.0"
DESCRIPTION = "calendars of closed accounts"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="matching", id=ID, description=DESCRIPTION)

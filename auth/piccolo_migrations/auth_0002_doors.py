"""Sessions and failed tries stand behind the doorkeeper; a session says how it was proven."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T04:40:00:000002"
VERSION = "1.38.0"
DESCRIPTION = "sessions and failed tries behind the doorkeeper"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="auth", id=ID, description=DESCRIPTION)

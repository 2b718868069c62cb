"""Bodies and who supervises whom, accounts, roles, sessions, the journal, the inbox."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-21T10:10:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "organisations, accounts, sessions, journal, inbox"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="auth", id=ID, description=DESCRIPTION)

"""The man-day ledger of assignments."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T13:30:00:000007"
VERSION = "1.38.0"
DESCRIPTION = "man-day ledger"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="matching", id=ID, description=DESCRIPTION)

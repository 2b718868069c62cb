"""The life of an appointment in steps, and side jobs under it."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T14:40:00:000008"
VERSION = "1.38.0"
DESCRIPTION = "steps of appointments and side jobs"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="matching", id=ID, description=DESCRIPTION)

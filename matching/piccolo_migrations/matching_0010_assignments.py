"""The life of an assignment: what was decided, extensions, absences and covers."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T16:30:00:000010"
VERSION = "1.38.0"
DESCRIPTION = "the life of an assignment"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="matching", id=ID, description=DESCRIPTION)

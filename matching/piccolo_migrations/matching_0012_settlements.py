"""The settlement of an agreement's year: costs, shares, what was paid, corrections of a closed year."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T18:00:00:000012"
VERSION = "1.38.0"
DESCRIPTION = "settlements of agreements by fiscal year"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="matching", id=ID, description=DESCRIPTION)

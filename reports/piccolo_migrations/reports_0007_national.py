"""Views of the nation in more detail, and one row for each figure, dimension and day."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T14:10:00:000007"
VERSION = "1.38.0"
DESCRIPTION = "the national picture, its history, open data"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="reports", id=ID, description=DESCRIPTION)

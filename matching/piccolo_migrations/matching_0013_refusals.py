"""Towns' declines as a reason of the allocation, and lifting them."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T19:10:00:000013"
VERSION = "1.38.0"
DESCRIPTION = "refusals of towns"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="matching", id=ID, description=DESCRIPTION)

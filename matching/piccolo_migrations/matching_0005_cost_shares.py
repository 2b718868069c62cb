"""How an agreement's cost is divided, in numbered versions."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T10:30:00:000005"
VERSION = "1.38.0"
DESCRIPTION = "cost shares of agreements"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="matching", id=ID, description=DESCRIPTION)

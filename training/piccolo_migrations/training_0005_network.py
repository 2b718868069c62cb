"""The network of the programme, and examination fees."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T19:30:00:000005"
VERSION = "1.38.0"
DESCRIPTION = "network and examination fees"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="training", id=ID, description=DESCRIPTION)

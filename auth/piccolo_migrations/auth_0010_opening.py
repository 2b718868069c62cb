"""Who may open accounts."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-23T06:10:00:000010"
VERSION = "1.38.0"
DESCRIPTION = "who may open accounts"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="auth", id=ID, description=DESCRIPTION)

"""Asking a provider again whether somebody still belongs."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-23T06:20:00:000011"
VERSION = "1.38.0"
DESCRIPTION = "asking a provider again"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="auth", id=ID, description=DESCRIPTION)

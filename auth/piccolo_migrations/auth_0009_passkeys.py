"""Passkeys of local accounts."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-23T06:00:00:000009"
VERSION = "1.38.0"
DESCRIPTION = "passkeys"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="auth", id=ID, description=DESCRIPTION)

"""OpenID providers, the identities linked to accounts, what may be used once only."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T04:41:00:000003"
VERSION = "1.38.0"
DESCRIPTION = "OpenID providers, linked identities, values for one use"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="auth", id=ID, description=DESCRIPTION)

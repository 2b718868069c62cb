"""Webhooks told by the journal itself; access in an emergency by two people."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T12:30:00:000008"
VERSION = "1.38.0"
DESCRIPTION = "webhooks, access in an emergency"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="auth", id=ID, description=DESCRIPTION)

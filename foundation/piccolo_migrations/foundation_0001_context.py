"""The context functions, idempotency keys, files, the outbox, progress of long work."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-21T10:00:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "context functions, idempotency keys, files, outbox, progress"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="foundation", id=ID, description=DESCRIPTION)

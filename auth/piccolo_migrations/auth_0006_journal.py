"""The journal can be sealed: eras that close by themselves, seals with their hashes."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T12:10:00:000006"
VERSION = "1.38.0"
DESCRIPTION = "sealing the journal"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="auth", id=ID, description=DESCRIPTION)

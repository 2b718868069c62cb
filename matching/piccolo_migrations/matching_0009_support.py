"""Support records, shared knowledge, studies and outcomes."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T13:30:00:000009"
VERSION = "1.38.0"
DESCRIPTION = "support records"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="matching", id=ID, description=DESCRIPTION)

"""The text of agreements as templates and negotiated versions, annexes, signatures, amended agreements."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T17:00:00:000011"
VERSION = "1.38.0"
DESCRIPTION = "texts, signatures and amendments of agreements"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="matching", id=ID, description=DESCRIPTION)

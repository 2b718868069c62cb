"""The numbered register of papers, and the national counts without names."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-21T10:40:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "documents, national counts"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="reports", id=ID, description=DESCRIPTION)

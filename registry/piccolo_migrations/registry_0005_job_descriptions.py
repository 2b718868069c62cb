"""Job descriptions with their versions and sign-offs."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T01:05:00:000005"
VERSION = "1.38.0"
DESCRIPTION = "job descriptions, their versions and sign-offs"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="registry", id=ID, description=DESCRIPTION)

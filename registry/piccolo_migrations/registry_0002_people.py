"""People in pools, who sees their names, and the days they have."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-21T10:20:00:000002"
VERSION = "1.38.0"
DESCRIPTION = "members, disclosure, capacity"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="registry", id=ID, description=DESCRIPTION)

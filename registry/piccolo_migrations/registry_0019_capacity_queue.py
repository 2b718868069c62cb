"""Writers of one person's days queue up before the foreign key looks at the head."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T17:00:00:000019"
VERSION = "1.38.0"
DESCRIPTION = "the queue for a person's days"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="registry", id=ID, description=DESCRIPTION)

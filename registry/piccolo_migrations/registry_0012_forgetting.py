"""What a person wrote can be taken away."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T10:20:00:000012"
VERSION = "1.38.0"
DESCRIPTION = "forgetting what a person wrote"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="registry", id=ID, description=DESCRIPTION)

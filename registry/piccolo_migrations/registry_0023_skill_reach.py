"""How many people a change of the vocabulary reaches."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-23T01:00:00:000023"
VERSION = "1.38.0"
DESCRIPTION = "people whose evidence a skill holds"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="registry", id=ID, description=DESCRIPTION)

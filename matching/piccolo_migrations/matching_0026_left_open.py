"""Why a plan leaves a need without a person, as its town reads it."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-23T10:20:00:000026"
VERSION = "1.38.0"
DESCRIPTION = "needs a plan leaves open"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="matching", id=ID, description=DESCRIPTION)

"""Scenarios: conditions under which a plan is computed, copied and changed."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T10:30:00:000003"
VERSION = "1.38.0"
DESCRIPTION = "allocation scenarios"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="matching", id=ID, description=DESCRIPTION)

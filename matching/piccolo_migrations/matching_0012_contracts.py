"""Contracts and specifications of towns, and the check of each."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T17:40:00:000012"
VERSION = "1.38.0"
DESCRIPTION = "contracts of towns"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="matching", id=ID, description=DESCRIPTION)

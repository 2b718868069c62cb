"""Experts that towns share, and the questions routed to them by theme."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-23T04:10:00:000019"
VERSION = "1.38.0"
DESCRIPTION = "shared experts"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="matching", id=ID, description=DESCRIPTION)

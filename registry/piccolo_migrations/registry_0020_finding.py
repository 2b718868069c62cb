"""Roles and skills of a person kept beside the card, so that a list counts them in the scan that finds its rows."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T12:31:00:000020"
VERSION = "1.38.0"
DESCRIPTION = "roles and skills kept beside the card"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="registry", id=ID, description=DESCRIPTION)

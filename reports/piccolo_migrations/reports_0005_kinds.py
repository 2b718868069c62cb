"""Kinds of papers are named by the product alone."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T01:06:00:000005"
VERSION = "1.38.0"
DESCRIPTION = "a new kind of paper needs no migration"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="reports", id=ID, description=DESCRIPTION)

"""Texts, e-learning units, waiting lists, attendance by day, expiry, feedback."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T13:20:00:000003"
VERSION = "1.38.0"
DESCRIPTION = "texts, units, waiting lists, attendance, feedback"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="training", id=ID, description=DESCRIPTION)

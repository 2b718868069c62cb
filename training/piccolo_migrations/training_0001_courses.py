"""Courses, their sessions, and who has to take which."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-21T10:25:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "courses, sessions, enrolments"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="training", id=ID, description=DESCRIPTION)

"""Enrolments follow requirements; completions need an enrolment."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T13:10:00:000002"
VERSION = "1.38.0"
DESCRIPTION = "requirements and completions in the registry"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="training", id=ID, description=DESCRIPTION)

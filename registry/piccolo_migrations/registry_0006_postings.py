"""Postings, questions, applications and how they are judged."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T01:40:00:000006"
VERSION = "1.38.0"
DESCRIPTION = "postings, questions, applications, sheets, letters"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="registry", id=ID, description=DESCRIPTION)

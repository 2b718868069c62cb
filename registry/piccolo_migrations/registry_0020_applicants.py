"""From an accepted application to a member: what was agreed to, the skills claimed, who it became."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T12:30:00:000020"
VERSION = "1.38.0"
DESCRIPTION = "an accepted applicant becomes a member"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="registry", id=ID, description=DESCRIPTION)

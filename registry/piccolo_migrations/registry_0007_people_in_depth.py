"""What people did and can prove, pauses, several pools, corrections, history, merging of duplicates."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T10:40:00:000007"
VERSION = "1.38.0"
DESCRIPTION = "experience, certifications, pauses, documents, corrections, history, joining, merging"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="registry", id=ID, description=DESCRIPTION)

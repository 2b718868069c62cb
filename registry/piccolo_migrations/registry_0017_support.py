"""The ministry's support of prefectures."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T14:30:00:000017"
VERSION = "1.38.0"
DESCRIPTION = "support of prefectures by the ministry"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="registry", id=ID, description=DESCRIPTION)

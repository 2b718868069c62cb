"""What towns ask for, and the national registrations."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-21T10:20:00:000003"
VERSION = "1.38.0"
DESCRIPTION = "needs, hearings, requirements, accelerators"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="registry", id=ID, description=DESCRIPTION)

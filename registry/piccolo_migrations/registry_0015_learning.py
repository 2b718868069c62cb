"""What people have to have learnt, and what they have."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T13:00:00:000015"
VERSION = "1.38.0"
DESCRIPTION = "training requirements, completions, the gate before posting"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="registry", id=ID, description=DESCRIPTION)

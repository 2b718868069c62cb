"""Outside systems that call the API for a body; passwords reset by mail; who has an account already."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T12:20:00:000007"
VERSION = "1.38.0"
DESCRIPTION = "clients of the API, passwords reset by mail"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="auth", id=ID, description=DESCRIPTION)

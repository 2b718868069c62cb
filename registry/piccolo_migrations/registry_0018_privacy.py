"""What people may ask of whoever keeps their data: disclosure, correction, erasure, with the law's clocks."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T12:20:00:000018"
VERSION = "1.38.0"
DESCRIPTION = "requests for disclosure, correction and erasure"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="registry", id=ID, description=DESCRIPTION)

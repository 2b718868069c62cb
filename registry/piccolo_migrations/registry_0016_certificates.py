"""Certificates, cards and terms of registrations."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T14:00:00:000016"
VERSION = "1.38.0"
DESCRIPTION = "certificates, cards and terms of registrations"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="registry", id=ID, description=DESCRIPTION)

"""Consents: their wording, the requests for a name and how each consent came."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T10:00:00:000008"
VERSION = "1.38.0"
DESCRIPTION = "wording of consents, requests for a name, consents, retention runs"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="registry", id=ID, description=DESCRIPTION)

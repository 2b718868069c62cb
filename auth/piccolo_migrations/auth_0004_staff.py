"""Invitations instead of first passwords, requests for roles, the yearly review, second factors, break-glass."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T05:10:00:000004"
VERSION = "1.38.0"
DESCRIPTION = "invitations, role requests, review, second factors, break-glass"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="auth", id=ID, description=DESCRIPTION)

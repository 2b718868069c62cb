"""Needs in depth: budget, referral, review, attachments, the answers of a hearing, joint needs."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T10:20:00:000004"
VERSION = "1.38.0"
DESCRIPTION = "budget, referral, review and files of needs, hearing answers, joint needs"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="registry", id=ID, description=DESCRIPTION)

"""Companies, mappings of skills, facts from towns, frameworks that change, imports of every kind."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from foundation.database.migrations import sql_migration

ID = "2026-11-22T10:10:00:000010"
VERSION = "1.38.0"
DESCRIPTION = "companies, skill mappings, recorded facts, frameworks, imports"


async def forwards() -> MigrationManager:
    """Run the SQL beside this file."""
    return sql_migration(__file__, package="registry", id=ID, description=DESCRIPTION)

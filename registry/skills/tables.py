"""Schemes and their skills: public reference data."""

from piccolo.columns import UUID, ForeignKey, Text
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from foundation.database.engine import ENGINE


class SkillScheme(Table, db=ENGINE, tablename="skill_scheme"):
    """A versioned vocabulary of skills."""

    code = Text(primary_key=True, null=False, default=None)
    name = Text(null=False, default=None)
    version = Text(null=False, default=None)
    source = Text(null=False, default=None)


class Skill(Table, db=ENGINE):
    """One skill of a scheme; `role` is the role it usually belongs to."""

    id = UUID(primary_key=True, default=None)
    scheme = ForeignKey(SkillScheme, null=False, default=None, on_delete=OnDelete.restrict)
    code = Text(null=False, default=None)
    name = Text(null=False, default=None)
    role = Text(null=True, default=None)

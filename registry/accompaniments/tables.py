"""Supports of the ministry."""

from piccolo.columns import UUID, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")


class Accompaniment(Table, db=ENGINE):
    """One support. `prefecture` empty: for every prefecture, as a briefing is."""

    id = UUID(primary_key=True, default=None)
    ministry = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    prefecture = ForeignKey(ORGANISATION, null=True, default=None, on_delete=OnDelete.restrict)
    kind = Text(null=False, default=None)
    theme = Text(null=False, default=None)
    issues = Text(null=False, default="")
    job_description = Text(null=False, default="")
    hiring_path = Text(null=False, default="")
    outcome = Text(null=False, default="")
    held_on = Date(null=True, default=None)
    state = Text(null=False, default=None)
    changed_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)

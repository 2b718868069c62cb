"""Declarations of dealings, and the results of checks."""

from piccolo.columns import UUID, Boolean, ForeignKey, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.columns import DateRange
from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
MEMBER = LazyTableReference("Member", module_path="registry.members.tables")
PROPOSAL = LazyTableReference("Proposal", module_path="matching.proposals.tables")


class ConflictDeclaration(Table, db=ENGINE, tablename="conflict_declaration"):
    """A dealing with a town, during a period. `bars`: the member may not serve that town."""

    id = UUID(primary_key=True, default=None)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    kind = Text(null=False, default=None)
    statement = Text(null=False, default=None)
    employer = ForeignKey(ORGANISATION, null=True, default=None, on_delete=OnDelete.restrict)
    bars = Boolean(null=False, default=None)
    pool = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    during = DateRange(null=False)
    created_at = Timestamptz(null=False, default=None)


class ConflictCheck(Table, db=ENGINE, tablename="conflict_check"):
    """What one check found for one town; never changed afterwards."""

    id = UUID(primary_key=True, default=None)
    proposal = ForeignKey(PROPOSAL, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    clear = Boolean(null=False, default=None)
    finding = Text(null=False, default=None)
    checked_at = Timestamptz(null=False, default=None)
    checked_by = UUID(null=True, default=None)

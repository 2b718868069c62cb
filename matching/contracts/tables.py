"""Entries of towns, checks of them, and conflicts found."""

from piccolo.columns import UUID, Boolean, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.columns import DateRange
from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
MEMBER = LazyTableReference("Member", module_path="registry.members.tables")
CONTRACT = LazyTableReference("TownContract", module_path="matching.contracts.tables")
DECLARATION = LazyTableReference("ConflictDeclaration", module_path="matching.conflicts.tables")


class TownContract(Table, db=ENGINE, tablename="town_contract"):
    """A contract, a bid or a specification of a town; never changed afterwards."""

    id = UUID(primary_key=True, default=None)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    kind = Text(null=False, default=None)
    title = Text(null=False, default=None)
    counterparty = Text(null=False, default="")
    member = ForeignKey(MEMBER, null=True, default=None, on_delete=OnDelete.restrict)
    specification = ForeignKey(CONTRACT, null=True, default=None, on_delete=OnDelete.restrict)
    during = DateRange(null=False)
    entered_by = UUID(null=True, default=None)
    created_at = Timestamptz(null=False, default=None)


class ContractCheck(Table, db=ENGINE, tablename="contract_check"):
    """What the check of an entry found for one pool; never changed afterwards."""

    id = UUID(primary_key=True, default=None)
    contract = ForeignKey(CONTRACT, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    clear = Boolean(null=False, default=None)
    finding = Text(null=False, default=None)
    checked_at = Timestamptz(null=False, default=None)


class ContractConflict(Table, db=ENGINE, tablename="contract_conflict"):
    """A person whom an entry conflicts with, the bar that was recorded, and what was decided."""

    id = UUID(primary_key=True, default=None)
    contract = ForeignKey(CONTRACT, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    declaration = ForeignKey(DECLARATION, null=False, default=None, on_delete=OnDelete.restrict)
    finding = Text(null=False, default=None)
    state = Text(null=False, default=None)
    reason = Text(null=False, default="")
    decided_at = Timestamptz(null=True, default=None)
    decided_by = UUID(null=True, default=None)
    created_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)

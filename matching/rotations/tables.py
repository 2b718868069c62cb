"""Plans over years, and their turns."""

from piccolo.columns import UUID, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.columns import DateRange
from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
MEMBER = LazyTableReference("Member", module_path="registry.members.tables")
PROPOSAL = LazyTableReference("Proposal", module_path="matching.proposals.tables")


class Rotation(Table, db=ENGINE):
    """A plan of the body that keeps the pool; nobody else reads it."""

    id = UUID(primary_key=True, default=None)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    title = Text(null=False, default=None)
    note = Text(null=False, default="")
    created_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)


class RotationTurn(Table, db=ENGINE, tablename="rotation_turn"):
    """A person for a town in a period; `taken_up_as` is the proposal that came of it."""

    id = UUID(primary_key=True, default=None)
    rotation = ForeignKey(Rotation, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    during = DateRange(null=False)
    half_days = Integer(null=False, default=None)
    state = Text(null=False, default="planned")
    reason = Text(null=False, default="")
    taken_up_as = ForeignKey(PROPOSAL, null=True, default=None, on_delete=OnDelete.restrict)
    created_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)

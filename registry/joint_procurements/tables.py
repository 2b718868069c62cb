"""Joint procurements and the papers shared beside them."""

from piccolo.columns import UUID, Array, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
FILE = LazyTableReference("File", module_path="foundation.files.tables")


class JointProcurement(Table, db=ENGINE, tablename="joint_procurement"):
    """One system that bodies buy together; `owner` is the body that tells of it and answers."""

    id = UUID(primary_key=True, default=None)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    system = Integer(null=False, default=None)
    name = Text(null=False, default=None)
    participants = Array(base_column=UUID(), null=False, default=list)
    cost_basis = Text(null=False, default=None)
    standing = Text(null=False, default=None)
    supplier = Text(null=False, default="")
    note = Text(null=False, default="")
    contact = Text(null=False, default=None)
    changed_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)


class JointProcurementFile(Table, db=ENGINE, tablename="joint_procurement_file"):
    """A specification or another paper that the owner shares."""

    id = UUID(primary_key=True, default=None)
    procurement = ForeignKey(JointProcurement, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    file = ForeignKey(FILE, null=False, default=None, on_delete=OnDelete.restrict)
    name = Text(null=False, default=None)
    created_at = Timestamptz(null=False, default=None)

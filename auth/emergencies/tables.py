"""Access in an emergency."""

from piccolo.columns import UUID, Boolean, ForeignKey, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
ACCOUNT = LazyTableReference("Account", module_path="auth.accounts.tables")


class EmergencyAccess(Table, db=ENGINE, tablename="emergency_access"):
    """Asked by one person, decided by another of the same body (`sender`), for an hour in `organisation`."""

    id = UUID(primary_key=True, default=None)
    organisation = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    sender = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    account = ForeignKey(ACCOUNT, null=False, default=None, on_delete=OnDelete.cascade)
    reason = Text(null=False, default=None)
    asked_at = Timestamptz(null=False, default=None)
    decided_at = Timestamptz(null=True, default=None)
    decided_by = UUID(null=True, default=None)
    granted = Boolean(null=True, default=None)
    until = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)

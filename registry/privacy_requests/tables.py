"""Requests about one's own data."""

from piccolo.columns import UUID, Boolean, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
MEMBER = LazyTableReference("Member", module_path="registry.members.tables")


class PrivacyRequest(Table, db=ENGINE, tablename="privacy_request"):
    """`member` asks `pool`; `by_person`: through the service, else on paper. `due_on` is the last day to decide."""

    id = UUID(primary_key=True, default=None)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    pool = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    kind = Text(null=False, default=None)
    detail = Text(null=False, default=None)
    received_on = Date(null=False, default=None)
    due_on = Date(null=False, default=None)
    by_person = Boolean(null=False, default=None)
    state = Text(null=False, default="received")
    extension_reason = Text(null=False, default="")
    answer = Text(null=False, default="")
    decided_on = Date(null=True, default=None)
    created_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)

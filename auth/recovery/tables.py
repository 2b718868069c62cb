"""Links that set a new password."""

from piccolo.columns import UUID, Bytea, ForeignKey, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ACCOUNT = LazyTableReference("Account", module_path="auth.accounts.tables")


class PasswordReset(Table, db=ENGINE, tablename="password_reset"):
    """A link by mail, as its secret's hash."""

    id = UUID(primary_key=True, default=None)
    account = ForeignKey(ACCOUNT, null=False, default=None, on_delete=OnDelete.cascade)
    token_hash = Bytea(null=False, default=None, unique=True, secret=True)
    created_at = Timestamptz(null=False, default=None)
    expires_at = Timestamptz(null=False, default=None)
    ended_at = Timestamptz(null=True, default=None)

"""The second factor of a local account."""

from piccolo.columns import Array, Bytea, ForeignKey, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ACCOUNT = LazyTableReference("Account", module_path="auth.accounts.tables")


class SecondFactor(Table, db=ENGINE, tablename="second_factor"):
    """The encrypted secret of an authenticator, and hashes of the recovery codes that are left."""

    account = ForeignKey(ACCOUNT, primary_key=True, null=False, default=None, on_delete=OnDelete.cascade)
    kept = Bytea(null=False, default=None, secret=True)
    confirmed_at = Timestamptz(null=True, default=None)
    recovery = Array(base_column=Bytea(), null=False, default=[])

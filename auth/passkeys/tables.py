"""Passkeys of accounts."""

from typing import Final

from piccolo.columns import UUID, BigInt, Boolean, Bytea, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ACCOUNT = LazyTableReference("Account", module_path="auth.accounts.tables")
SENTENCES: Final = {
    "passkey_credential_key": (
        "このパスキーは、もう登録されています。何も変えていません。ほかの端末か、ほかの鍵で試してください。"
    ),
}


class Passkey(Table, db=ENGINE):
    """A key pair of which we hold the public half. `doubted_at`: its counter went back, so a copy of it exists."""

    id = UUID(primary_key=True, default=None)
    account = ForeignKey(ACCOUNT, null=False, default=None, on_delete=OnDelete.cascade)
    name = Text(null=False, default=None)
    credential = Bytea(null=False, default=None, unique=True)
    public_key = Bytea(null=False, default=None)
    sign_count = BigInt(null=False, default=0)
    backed_up = Boolean(null=False, default=None)
    created_at = Timestamptz(null=False, default=None)
    used_at = Timestamptz(null=True, default=None)
    doubted_at = Timestamptz(null=True, default=None)
    version = Integer(null=False, default=1)

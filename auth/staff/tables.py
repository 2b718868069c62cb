"""Invitations, requests for roles, what the year's review said."""

from typing import Final

from piccolo.columns import UUID, Boolean, Bytea, ForeignKey, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
ACCOUNT = LazyTableReference("Account", module_path="auth.accounts.tables")
HOLDING = LazyTableReference("RoleHolding", module_path="auth.accounts.tables")
SENTENCES: Final = {
    "role_holding_account_organisation_during_excl": (
        "この人には、この団体の役割がすでにあります。何も変えていません。画面を読み込み直して確かめてください。"
    ),
}


class Invitation(Table, db=ENGINE):
    """A link that lets somebody choose how to sign in."""

    id = UUID(primary_key=True, default=None)
    organisation = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    token_hash = Bytea(null=False, default=None, unique=True, secret=True)
    address = Text(null=False, default=None)
    display_name = Text(null=False, default=None)
    division = Text(null=False, default="")
    role = Text(null=True, default=None)
    member = UUID(null=True, default=None)
    account = ForeignKey(ACCOUNT, null=True, default=None, on_delete=OnDelete.cascade)
    sender = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    sent_by = UUID(null=True, default=None)
    created_at = Timestamptz(null=False, default=None)
    expires_at = Timestamptz(null=False, default=None)
    ended_at = Timestamptz(null=True, default=None)


class RoleReview(Table, db=ENGINE, tablename="role_review"):
    """A role was looked at: kept or ended."""

    id = UUID(primary_key=True, default=None)
    organisation = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    holding = ForeignKey(HOLDING, null=False, default=None, on_delete=OnDelete.restrict)
    kept = Boolean(null=False, default=None)
    reviewed_by = UUID(null=True, default=None)
    reviewed_at = Timestamptz(null=False, default=None)


class RoleRequest(Table, db=ENGINE, tablename="role_request"):
    """A role that a provider's groups speak for, until a manager agrees."""

    id = UUID(primary_key=True, default=None)
    organisation = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    account = ForeignKey(ACCOUNT, null=False, default=None, on_delete=OnDelete.cascade)
    role = Text(null=False, default=None)
    asked_at = Timestamptz(null=False, default=None)
    decided_at = Timestamptz(null=True, default=None)
    decided_by = UUID(null=True, default=None)
    granted = Boolean(null=True, default=None)

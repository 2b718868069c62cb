"""Providers by body, their secrets apart, and who an account is to them."""

from typing import Final

from piccolo.columns import UUID, Array, Boolean, Bytea, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
ACCOUNT = LazyTableReference("Account", module_path="auth.accounts.tables")
SENTENCES: Final = {
    "openid_provider_organisation_issuer_client_id_key": (
        "同じ発行者とクライアントIDの窓口が、すでに登録されています。新しくは登録していません。一覧から選んで直してください。"
    ),
    "openid_link_issuer_subject_organisation_key": (
        "このIDは、すでに別の利用者につながっています。何も変えていません。所属の管理者に確かめてください。"
    ),
}


class OpenidProvider(Table, db=ENGINE, tablename="openid_provider"):
    """A provider of one body. `group_roles` are lines `group=role`."""

    id = UUID(primary_key=True, default=None)
    organisation = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    preset = Text(null=False, default=None)
    name = Text(null=False, default=None)
    issuer = Text(null=False, default=None)
    client_id = Text(null=False, default=None)
    token_auth = Text(null=False, default=None)
    algorithms = Array(base_column=Text(), null=False, default=None)
    scopes = Array(base_column=Text(), null=False, default=None)
    acr = Array(base_column=Text(), null=False, default=[])
    claims_from = Text(null=False, default="id_token")
    groups_claim = Text(null=False, default="")
    group_roles = Array(base_column=Text(), null=False, default=[])
    is_open = Boolean(null=False, default=False)
    created_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)


class OpenidProviderSecret(Table, db=ENGINE, tablename="openid_provider_secret"):
    """The client secret or private key, encrypted."""

    provider = ForeignKey(OpenidProvider, primary_key=True, null=False, default=None, on_delete=OnDelete.cascade)
    organisation = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    kept = Bytea(null=False, default=None, secret=True)
    changed_at = Timestamptz(null=False, default=None)


class OpenidLink(Table, db=ENGINE, tablename="openid_link"):
    """Who an account is to a provider: (issuer, subject), within one body."""

    id = UUID(primary_key=True, default=None)
    account = ForeignKey(ACCOUNT, null=False, default=None, on_delete=OnDelete.cascade)
    organisation = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    provider = ForeignKey(OpenidProvider, null=False, default=None, on_delete=OnDelete.restrict)
    issuer = Text(null=False, default=None)
    subject = Text(null=False, default=None)
    linked_at = Timestamptz(null=False, default=None)
    used_at = Timestamptz(null=True, default=None)

"""Clients of the API: what they may, their secrets as hashes, how often they called, the keys of their tokens."""

from piccolo.columns import UUID, Array, Bytea, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
ACCOUNT = LazyTableReference("Account", module_path="auth.accounts.tables")
CLIENT = LazyTableReference("ApiClient", module_path="auth.clients.tables")


class ApiClient(Table, db=ENGINE, tablename="api_client"):
    """An outside system of a body. Its account has neither password nor role."""

    account = ForeignKey(ACCOUNT, primary_key=True, null=False, default=None, on_delete=OnDelete.restrict)
    organisation = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    name = Text(null=False, default=None)
    scopes = Array(base_column=Text(), null=False, default=None)
    calls_a_minute = Integer(null=False, default=None)
    created_at = Timestamptz(null=False, default=None)
    created_by = UUID(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)
    version = Integer(null=False, default=1)


class ApiClientSecret(Table, db=ENGINE, tablename="api_client_secret"):
    """A secret's hash, until it ends."""

    id = UUID(primary_key=True, default=None)
    account = ForeignKey(CLIENT, null=False, default=None, on_delete=OnDelete.cascade)
    organisation = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    hash = Bytea(null=False, default=None, secret=True)
    created_at = Timestamptz(null=False, default=None)
    ends_at = Timestamptz(null=True, default=None)


class ApiClientUse(Table, db=ENGINE, tablename="api_client_use"):
    """Calls of the minute that runs, and when the last one came."""

    account = ForeignKey(CLIENT, primary_key=True, null=False, default=None, on_delete=OnDelete.cascade)
    organisation = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    minute = Timestamptz(null=False, default=None)
    calls = Integer(null=False, default=None)
    used_at = Timestamptz(null=False, default=None)


class ApiSigningKey(Table, db=ENGINE, tablename="api_signing_key"):
    """A key of access tokens: public, and encrypted."""

    id = Text(primary_key=True, default=None)
    public = Text(null=False, default=None)
    kept = Bytea(null=False, default=None, secret=True)
    created_at = Timestamptz(null=False, default=None)

"""Webhooks and what was told them."""

from piccolo.columns import UUID, Array, Bytea, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")


class Webhook(Table, db=ENGINE):
    """Where an outside system wants to be told; `kept` is the encrypted secret that signs."""

    id = UUID(primary_key=True, default=None)
    organisation = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    name = Text(null=False, default=None)
    url = Text(null=False, default=None)
    kinds = Array(base_column=Text(), null=False, default=None)
    kept = Bytea(null=False, default=None, secret=True)
    created_at = Timestamptz(null=False, default=None)
    created_by = UUID(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)
    version = Integer(null=False, default=1)


class WebhookDelivery(Table, db=ENGINE, tablename="webhook_delivery"):
    """One event for one webhook. Written by the journal's trigger."""

    id = UUID(primary_key=True, default=None)
    webhook = ForeignKey(Webhook, null=False, default=None, on_delete=OnDelete.cascade)
    organisation = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    event = UUID(null=False, default=None)
    noun = Text(null=False, default=None)
    verb = Text(null=False, default=None)
    subject = UUID(null=True, default=None)
    happened_at = Timestamptz(null=False, default=None)
    state = Text(null=False, default="waiting")
    attempts = Integer(null=False, default=0)
    status = Integer(null=True, default=None)
    failure = Text(null=False, default="")
    tried_at = Timestamptz(null=True, default=None)

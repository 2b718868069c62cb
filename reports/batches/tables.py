"""Batches of papers."""

from piccolo.columns import JSONB, UUID, Array, Bytea, ForeignKey, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")


class PaperBatch(Table, db=ENGINE, tablename="paper_batch"):
    """Papers taken along together; `bytes` once it is made, `failures` what it goes without."""

    id = UUID(primary_key=True, default=None)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    documents = Array(base_column=UUID(), null=False, default=list)
    ending = Text(null=False, default=None)
    progress = UUID(null=False, default=None)
    state = Text(null=False, default=None)
    bytes = Bytea(null=True, default=None)
    failures = JSONB(null=False, default="[]")
    created_at = Timestamptz(null=False, default=None)

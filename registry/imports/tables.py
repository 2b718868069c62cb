"""Uploaded files and what their rows became."""

from piccolo.columns import UUID, Bytea, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
FILE = LazyTableReference("File", module_path="foundation.files.tables")


class ImportFile(Table, db=ENGINE, tablename="import_file"):
    """A file of a body, between preview and application, and what came of it. `done`: rows that are in."""

    id = UUID(primary_key=True, default=None)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    kind = Text(null=False, default=None)
    file = ForeignKey(FILE, null=False, default=None, on_delete=OnDelete.restrict)
    filename = Text(null=False, default=None)
    uploaded_at = Timestamptz(null=False, default=None)
    uploaded_by = UUID(null=True, default=None)
    state = Text(null=False, default="uploaded")
    progress = UUID(null=True, default=None)
    finished_at = Timestamptz(null=True, default=None)
    done = Integer(null=False, default=0)
    added = Integer(null=False, default=0)
    changed = Integer(null=False, default=0)
    unchanged = Integer(null=False, default=0)
    left_out = Integer(null=False, default=0)
    failure = Text(null=False, default="")


class ImportKey(Table, db=ENGINE, tablename="import_key"):
    """What a row of a body's own list became; `row_hash` is the row as it was taken in last."""

    id = UUID(primary_key=True, default=None)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    kind = Text(null=False, default=None)
    row_key = Text(null=False, default=None)
    subject = UUID(null=False, default=None)
    row_hash = Bytea(null=False, default=None)

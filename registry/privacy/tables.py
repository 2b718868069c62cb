"""The record of the retention runs."""

from typing import Final

from piccolo.columns import UUID, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")

SENTENCES: Final = {
    "retention_run_once": "きょうの分は、もう済んでいます。何も変えていません。",
}


class RetentionRun(Table, db=ENGINE, tablename="retention_run"):
    """What a body's run of a day found overdue in a class, removed, and had to keep back."""

    id = UUID(primary_key=True, default=None)
    organisation = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    # `class` is a word of Python's.
    class_ = Text(null=False, default=None, db_column_name="class")
    day = Date(null=False, default=None)
    found = Integer(null=False, default=None)
    removed = Integer(null=False, default=None)
    kept_back = Integer(null=False, default=None)
    created_at = Timestamptz(null=False, default=None)

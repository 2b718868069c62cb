"""Good practice."""

from piccolo.columns import UUID, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")


class Practice(Table, db=ENGINE):
    """What a town did. `owner`: the pool whose library it stands in; `search_key`: title, story and outcome, folded."""

    id = UUID(primary_key=True, default=None)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    written_by = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    theme = Text(null=False, default=None)
    title = Text(null=False, default=None)
    story = Text(null=False, default=None)
    outcome = Text(null=False, default=None)
    cost = Text(null=False, default="")
    search_key = Text(null=False, default=None)
    audience = Text(null=False, default=None)
    state = Text(null=False, default=None)
    reason = Text(null=False, default="")
    shared_on = Date(null=True, default=None)
    created_at = Timestamptz(null=False, default=None)
    changed_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)

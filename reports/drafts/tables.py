"""Papers that were drawn up."""

from typing import Final

from piccolo.columns import JSONB, UUID, Array, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
MEMBER = LazyTableReference("Member", module_path="registry.members.tables")

SENTENCES: Final = {
    "paper_draft_edition": "同じ書類を、ほかの人が同時につくりました。何も保存していません。もう一度お試しください。",
}


class PaperDraft(Table, db=ENGINE, tablename="paper_draft"):
    """A paper as it was drawn up: about what, by whom, to be issued by whom. `content` never changes."""

    id = UUID(primary_key=True, default=None)
    kind = Text(null=False, default=None)
    about = UUID(null=False, default=None)
    edition = Integer(null=False, default=None)
    issuer = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=True, default=None, on_delete=OnDelete.restrict)
    readers = Array(base_column=UUID(), null=False, default=list)
    title = Text(null=False, default=None)
    content = JSONB(null=False, default=None)
    state = Text(null=False, default=None)
    reason = Text(null=False, default="")
    drawn_by = UUID(null=True, default=None)
    approved_by = UUID(null=True, default=None)
    approved_at = Timestamptz(null=True, default=None)
    created_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)

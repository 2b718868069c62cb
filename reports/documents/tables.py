"""The register, and the papers that were drawn up. The counter of numbers is written in `register`."""

from typing import Final

from piccolo.columns import JSONB, UUID, Array, Boolean, Bytea, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
FILE = LazyTableReference("File", module_path="foundation.files.tables")
MEMBER = LazyTableReference("Member", module_path="registry.members.tables")

SENTENCES: Final = {
    "document_number": "同じ番号の書類がすでにあるため、発行していません。もう一度お試しください。",
    "paper_draft_edition": "同じ書類を、ほかの人が同時につくりました。何も保存していません。もう一度お試しください。",
}


class Document(Table, db=ENGINE):
    """One paper: about one version of its subject, by one issuer."""

    id = UUID(primary_key=True, default=None)
    kind = Text(null=False, default=None)
    subject = UUID(null=False, default=None)
    subject_version = Integer(null=False, default=None)
    issuer = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=True, default=None, on_delete=OnDelete.restrict)
    readers = Array(base_column=UUID(), null=False, default=list)
    title = Text(null=False, default=None)
    number = Integer(null=True, default=None)
    fiscal_year = Integer(null=True, default=None)
    issued_on = Date(null=True, default=None)
    reissue = Boolean(null=False, default=False)
    file = ForeignKey(FILE, null=True, default=None, on_delete=OnDelete.restrict)
    content = JSONB(null=True, default=None)
    state = Text(null=False, default=None)
    failure = Text(null=False, default="")
    created_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)


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

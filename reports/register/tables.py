"""The register. The counter of numbers is written in `entries`."""

from typing import Final

from piccolo.columns import JSONB, UUID, Array, Boolean, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
FILE = LazyTableReference("File", module_path="foundation.files.tables")
MEMBER = LazyTableReference("Member", module_path="registry.members.tables")

SENTENCES: Final = {
    "document_number": "同じ番号の書類がすでにあるため、発行していません。もう一度お試しください。",
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

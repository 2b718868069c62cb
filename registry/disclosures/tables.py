"""Disclosures: one row per member, receiver, basis and subject."""

from typing import Final

from piccolo.columns import UUID, ForeignKey, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.columns import DateRange
from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
MEMBER = LazyTableReference("Member", module_path="registry.members.tables")

SENTENCES: Final = {
    "disclosure_purpose_check": "名前を見せる目的が書かれていないため、保存しませんでした。目的を書いてください。",
}


class Disclosure(Table, db=ENGINE):
    """`receiver` may read the name of `member` for `purpose` during a period."""

    id = UUID(primary_key=True, default=None)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    receiver = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    basis = Text(null=False, default=None)
    purpose = Text(null=False, default=None)
    granted_by = UUID(null=False, default=None)
    during = DateRange(null=False)
    subject = UUID(null=True, default=None)
    created_at = Timestamptz(null=False, default=None)

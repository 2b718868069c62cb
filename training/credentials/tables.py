"""Badges as signed, and the keys that sign them."""

from typing import Final

from piccolo.columns import JSONB, UUID, Boolean, Bytea, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
MEMBER = LazyTableReference("Member", module_path="registry.members.tables")

SENTENCES: Final = {
    "badge_once": "このバッジは、すでに作られています。何も変えていません。一覧から開いてください。",
    "badge_status_index": "バッジを作れませんでした。何も変えていません。もう一度押してください。",
}


class BadgeKey(Table, db=ENGINE, tablename="badge_key"):
    """A key that signs badges: public half published, private half kept encrypted."""

    id = Text(primary_key=True, null=False, default=None)
    public = JSONB(null=False, default=None)
    kept = Bytea(null=False, default=None)
    created_at = Timestamptz(null=False, default=None)


class Badge(Table, db=ENGINE):
    """A badge as it was signed. `subject` names a registration or a completion, as `kind` says."""

    id = UUID(primary_key=True, default=None)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    kind = Text(null=False, default=None)
    subject = UUID(null=False, default=None)
    issuer = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    name = Text(null=False, default=None)
    signed = Text(null=False, default=None)
    signing_key = Text(null=False, default=None)
    status_index = Integer(null=False, default=None)
    created_at = Timestamptz(null=False, default=None)
    valid_until = Date(null=True, default=None)
    shared = Boolean(null=False, default=False)
    revoked_on = Date(null=True, default=None)
    revoked_because = Text(null=False, default="")
    version = Integer(null=False, default=1)

"""Offers of mentors, and who asked them."""

from typing import Final

from piccolo.columns import UUID, Array, Boolean, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
ACCOUNT = LazyTableReference("Account", module_path="auth.accounts.tables")
MEMBER = LazyTableReference("Member", module_path="registry.members.tables")

SENTENCES: Final = {
    "mentor_offer_once": "相談役の申し出は、もうあります。画面を読み込み直して確かめてください。",
    "mentoring_once": "この相談役には、もう頼んでいます。下の一覧から開いてください。",
}


class MentorOffer(Table, db=ENGINE, tablename="mentor_offer"):
    """What somebody can be asked about. `resting`: not for now."""

    id = UUID(primary_key=True, default=None)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    themes = Array(base_column=Text(), null=False, default=list)
    experience = Text(null=False, default=None)
    resting = Boolean(null=False, default=False)
    changed_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)


class Mentoring(Table, db=ENGINE):
    """Somebody asks a mentor: a person of a pool, or somebody for their body. `mentor_name` "" until accepted."""

    id = UUID(primary_key=True, default=None)
    mentor_offer = ForeignKey(MentorOffer, null=False, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    account = ForeignKey(ACCOUNT, null=False, default=None, on_delete=OnDelete.restrict)
    organisation = ForeignKey(ORGANISATION, null=True, default=None, on_delete=OnDelete.restrict)
    asking_member = ForeignKey(MEMBER, null=True, default=None, on_delete=OnDelete.restrict)
    asked_by = Text(null=False, default=None)
    mentor_name = Text(null=False, default="")
    theme = Text(null=False, default=None)
    words = Text(null=False, default=None)
    state = Text(null=False, default="asked")
    reason = Text(null=False, default="")
    asked_at = Timestamptz(null=False, default=None)
    changed_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)

"""Wishes for after the term, and who asks to get in touch."""

from typing import Final

from piccolo.columns import UUID, Array, Boolean, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
MEMBER = LazyTableReference("Member", module_path="registry.members.tables")

SENTENCES: Final = {
    "career_wish_once": "希望は、別の画面で先に書かれています。画面を読み込み直して確かめてください。",
    "career_contact_once": "この人には、もう申し込んでいて、返事を待っています。新しくは送っていません。",
}


class CareerWish(Table, db=ENGINE, tablename="career_wish"):
    """What a person wants next. `regions`: two digits of prefectures' codes, none: anywhere."""

    id = UUID(primary_key=True, default=None)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    step = Text(null=False, default=None)
    from_on = Date(null=True, default=None)
    regions = Array(base_column=Text(), null=False, default=list)
    open_to_contact = Boolean(null=False, default=False)
    changed_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)


class CareerContact(Table, db=ENGINE, tablename="career_contact"):
    """A body asks whether it may get in touch; `until`: how long it would read the name."""

    id = UUID(primary_key=True, default=None)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    organisation = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    words = Text(null=False, default=None)
    until = Date(null=False, default=None)
    state = Text(null=False, default="waiting")
    reason = Text(null=False, default="")
    asked_at = Timestamptz(null=False, default=None)
    decided_at = Timestamptz(null=True, default=None)
    version = Integer(null=False, default=1)

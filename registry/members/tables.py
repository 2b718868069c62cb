"""People: what a card shows, what names them, and what only their pool knows, each in a table of its own."""

from typing import Final

from piccolo.columns import UUID, Array, Boolean, Bytea, ForeignKey, Integer, SmallInt, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.columns import DateRange
from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
SKILL = LazyTableReference("Skill", module_path="registry.skills.tables")

SENTENCES: Final = {
    "pool_membership_pool_external_key_idx": "この管理番号の人は、すでに登録されています。何も変えていません。"
    "一覧から開いて直してください。",
    "member_skill_member_skill_key": "同じスキルが二度選ばれています。一つにしてください。",
    "member_wish_member_municipality_key": "同じ町が「行きたい」と「行けない」の両方にあります。片方にしてください。",
}


class Member(Table, db=ENGINE):
    """What an anonymous card shows."""

    id = UUID(primary_key=True, default=None)
    registered_by = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    prefecture = ForeignKey(ORGANISATION, null=True, default=None, on_delete=OnDelete.restrict)
    experience_band = Text(null=True, default=None)
    on_site = Boolean(null=False, default=True)
    remote = Boolean(null=False, default=True)
    forms = Array(base_column=Text(), null=False, default=list)
    certificates = Array(base_column=Text(), null=False, default=list)
    state = Text(null=False, default="active")
    version = Integer(null=False, default=1)
    created_at = Timestamptz(null=False, default=None)
    changed_at = Timestamptz(null=False, default=None)


class PoolMembership(Table, db=ENGINE, tablename="pool_membership"):
    """A person in a pool during a period; `external_key` is the pool's own number for them.

    `row_hash` is the roster row they were last imported from: the same row again changes nothing.
    """

    id = UUID(primary_key=True, default=None)
    member = ForeignKey(Member, null=False, default=None, on_delete=OnDelete.restrict)
    pool = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    external_key = Text(null=True, default=None)
    row_hash = Bytea(null=True, default=None)
    during = DateRange(null=False)


class MemberIdentity(Table, db=ENGINE, tablename="member_identity"):
    """What names a person. Names are kept exactly as entered; the keys are for searching."""

    member = ForeignKey(Member, primary_key=True, null=False, default=None, on_delete=OnDelete.cascade)
    name = Text(null=False, default=None)
    kana = Text(null=False, default=None)
    search_key = Text(null=False, default=None)
    kana_key = Text(null=False, default=None)
    email = Text(null=True, default=None)
    phone = Text(null=True, default=None)
    employer = ForeignKey(ORGANISATION, null=True, default=None, on_delete=OnDelete.restrict)
    employer_name = Text(null=False, default="")
    side_jobs = Text(null=False, default="")
    note = Text(null=False, default="")
    version = Integer(null=False, default=1)


class MemberTerms(Table, db=ENGINE, tablename="member_terms"):
    """On which terms a person works: known to the person and their pool."""

    member = ForeignKey(Member, primary_key=True, null=False, default=None, on_delete=OnDelete.cascade)
    base = ForeignKey(ORGANISATION, null=True, default=None, on_delete=OnDelete.restrict)
    travel_limit_minutes = Integer(null=True, default=None)
    max_municipalities = Integer(null=False, default=3)
    day_rate_yen = Integer(null=True, default=None)


class MemberRole(Table, db=ENGINE, tablename="member_role"):
    """One of a person's roles. The key is both columns; Piccolo wants one named."""

    member = ForeignKey(Member, primary_key=True, null=False, default=None, on_delete=OnDelete.cascade)
    role = Text(null=False, default=None)


class MemberSkill(Table, db=ENGINE, tablename="member_skill"):
    """A person's skill: level 1 to 4, or empty (未確認); `verified_by` is the body that saw proof."""

    id = UUID(primary_key=True, default=None)
    member = ForeignKey(Member, null=False, default=None, on_delete=OnDelete.cascade)
    skill = ForeignKey(SKILL, null=False, default=None, on_delete=OnDelete.restrict)
    level = SmallInt(null=True, default=None)
    verified_by = ForeignKey(ORGANISATION, null=True, default=None, on_delete=OnDelete.restrict)


class MemberWish(Table, db=ENGINE, tablename="member_wish"):
    """A town a person would like (`rank` 1 first) or refuses."""

    id = UUID(primary_key=True, default=None)
    member = ForeignKey(Member, null=False, default=None, on_delete=OnDelete.cascade)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    refused = Boolean(null=False, default=False)
    rank = SmallInt(null=True, default=None)

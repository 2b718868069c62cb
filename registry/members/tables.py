"""People: what a card shows, what names them, and what only their pool knows, each in a table of its own."""

from typing import Final

from piccolo.columns import JSONB, UUID, Array, Boolean, Bytea, Date, ForeignKey, Integer, SmallInt, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.columns import DateRange
from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
FILE = LazyTableReference("File", module_path="foundation.files.tables")
SKILL = LazyTableReference("Skill", module_path="registry.skills.tables")

SENTENCES: Final = {
    "pool_membership_pool_external_key_idx": "この管理番号の人は、すでに登録されています。何も変えていません。"
    "一覧から開いて直してください。",
    "member_skill_member_skill_key": "同じスキルが二度選ばれています。一つにしてください。",
    "member_wish_member_municipality_key": "同じ町が「行きたい」と「行けない」の両方にあります。片方にしてください。",
    "member_pause_no_overlap": "この期間には、すでにお休みが登録されています。何も変えていません。"
    "期間をずらすか、先のお休みを終えてください。",
    "pool_membership_member_pool_during_excl": "この人は、すでにこの人材プールに入っています。何も変えていません。",
}


class Member(Table, db=ENGINE):
    """What an anonymous card shows.

    `roles` and `skills` (those without days of their own) repeat the tables below, for lists to count: triggers write.
    """

    id = UUID(primary_key=True, default=None)
    registered_by = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    prefecture = ForeignKey(ORGANISATION, null=True, default=None, on_delete=OnDelete.restrict)
    experience_band = Text(null=True, default=None)
    on_site = Boolean(null=False, default=True)
    remote = Boolean(null=False, default=True)
    forms = Array(base_column=Text(), null=False, default=list)
    certificates = Array(base_column=Text(), null=False, default=list)
    roles = Array(base_column=Text(), null=False, default=list)
    skills = Array(base_column=UUID(), null=False, default=list)
    state = Text(null=False, default="active")
    merged_into = ForeignKey("self", null=True, default=None, on_delete=OnDelete.restrict)
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
    """No longer written: notes are a pool's own (`PoolNote`)."""
    version = Integer(null=False, default=1)


class MemberTerms(Table, db=ENGINE, tablename="member_terms"):
    """On which terms a person works: known to the person and their pool."""

    member = ForeignKey(Member, primary_key=True, null=False, default=None, on_delete=OnDelete.cascade)
    base = ForeignKey(ORGANISATION, null=True, default=None, on_delete=OnDelete.restrict)
    travel_limit_minutes = Integer(null=True, default=None)
    max_municipalities = Integer(null=False, default=3)
    day_rate_yen = Integer(null=True, default=None)
    pledged_on = Date(null=True, default=None)
    regions = Array(base_column=UUID(), null=False, default=list)
    conditions = Text(null=False, default="")


class MemberRole(Table, db=ENGINE, tablename="member_role"):
    """One of a person's roles. The key is both columns; Piccolo wants one named."""

    member = ForeignKey(Member, primary_key=True, null=False, default=None, on_delete=OnDelete.cascade)
    role = Text(null=False, default=None)


class MemberSkill(Table, db=ENGINE, tablename="member_skill"):
    """A person's skill: level 1 to 4, or empty (未確認); `verified_by` is the body that saw proof.

    Outside `valid` it does not count; empty: no end is known.
    """

    id = UUID(primary_key=True, default=None)
    member = ForeignKey(Member, null=False, default=None, on_delete=OnDelete.cascade)
    skill = ForeignKey(SKILL, null=False, default=None, on_delete=OnDelete.restrict)
    level = SmallInt(null=True, default=None)
    verified_by = ForeignKey(ORGANISATION, null=True, default=None, on_delete=OnDelete.restrict)
    valid = DateRange(null=True)


class MemberWish(Table, db=ENGINE, tablename="member_wish"):
    """A town a person would like (`rank` 1 first) or refuses."""

    id = UUID(primary_key=True, default=None)
    member = ForeignKey(Member, null=False, default=None, on_delete=OnDelete.cascade)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    refused = Boolean(null=False, default=False)
    rank = SmallInt(null=True, default=None)


class SkillProof(Table, db=ENGINE, tablename="skill_proof"):
    """The proof of a skill that one pool saw, and what it says: for that pool and the person."""

    id = UUID(primary_key=True, default=None)
    member = ForeignKey(Member, null=False, default=None, on_delete=OnDelete.cascade)
    skill = ForeignKey(SKILL, null=False, default=None, on_delete=OnDelete.restrict)
    pool = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    seen_on = Date(null=False, default=None)
    evidence = Text(null=False, default="")


class PoolNote(Table, db=ENGINE, tablename="pool_note"):
    """What a pool noted about a person: for that pool and the person."""

    id = UUID(primary_key=True, default=None)
    member = ForeignKey(Member, null=False, default=None, on_delete=OnDelete.cascade)
    pool = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    note = Text(null=False, default=None)


class MemberExperience(Table, db=ENGINE, tablename="member_experience"):
    """What a person did, for whom, when; `municipal`: work in or for a public body."""

    id = UUID(primary_key=True, default=None)
    member = ForeignKey(Member, null=False, default=None, on_delete=OnDelete.restrict)
    title = Text(null=False, default=None)
    body_name = Text(null=False, default="")
    municipality = ForeignKey(ORGANISATION, null=True, default=None, on_delete=OnDelete.restrict)
    municipal = Boolean(null=False, default=False)
    during = DateRange(null=False)
    did = Text(null=False, default="")
    outcome = Text(null=False, default="")
    version = Integer(null=False, default=1)


class ExperienceSkill(Table, db=ENGINE, tablename="experience_skill"):
    """A skill that an experience proves. The key is both columns; Piccolo wants one named."""

    experience = ForeignKey(MemberExperience, primary_key=True, null=False, default=None, on_delete=OnDelete.cascade)
    skill = ForeignKey(SKILL, null=False, default=None, on_delete=OnDelete.restrict)


class MemberCertification(Table, db=ENGINE, tablename="member_certification"):
    """An examination passed or a register entered; `code` where it is one of those a card shows."""

    id = UUID(primary_key=True, default=None)
    member = ForeignKey(Member, null=False, default=None, on_delete=OnDelete.restrict)
    code = Text(null=True, default=None)
    name = Text(null=False, default=None)
    number = Text(null=False, default="")
    issued_on = Date(null=False, default=None)
    valid_to = Date(null=True, default=None)
    version = Integer(null=False, default=1)


class MemberPause(Table, db=ENGINE, tablename="member_pause"):
    """A period in which a person takes no work; `registered_by` None where they said so themselves."""

    id = UUID(primary_key=True, default=None)
    member = ForeignKey(Member, null=False, default=None, on_delete=OnDelete.restrict)
    during = DateRange(null=False)
    reason = Text(null=False, default="")
    registered_by = ForeignKey(ORGANISATION, null=True, default=None, on_delete=OnDelete.restrict)


class MemberDocument(Table, db=ENGINE, tablename="member_document"):
    """A file about a person; `pool` is the body that attached it, None where the person did."""

    id = UUID(primary_key=True, default=None)
    member = ForeignKey(Member, null=False, default=None, on_delete=OnDelete.restrict)
    pool = ForeignKey(ORGANISATION, null=True, default=None, on_delete=OnDelete.restrict)
    file = ForeignKey(FILE, null=False, default=None, on_delete=OnDelete.cascade)
    kind = Text(null=False, default=None)
    title = Text(null=False, default=None)
    created_at = Timestamptz(null=False, default=None)


class MemberCorrection(Table, db=ENGINE, tablename="member_correction"):
    """A wish to change what the other side keeps, with both texts; `asked_of` decides: `pool` or `member`."""

    id = UUID(primary_key=True, default=None)
    member = ForeignKey(Member, null=False, default=None, on_delete=OnDelete.restrict)
    pool = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    asked_of = Text(null=False, default=None)
    field = Text(null=False, default=None)
    text_now = Text(null=False, default=None)
    text_wanted = Text(null=False, default=None)
    reason = Text(null=False, default="")
    state = Text(null=False, default="open")
    answer = Text(null=False, default="")
    created_at = Timestamptz(null=False, default=None)
    decided_at = Timestamptz(null=True, default=None)
    version = Integer(null=False, default=1)


class MemberChange(Table, db=ENGINE, tablename="member_change"):
    """One change: `fields` is field -> [before, after]. `pool` None: the person; `account` None: the calendar."""

    id = UUID(primary_key=True, default=None)
    member = ForeignKey(Member, null=False, default=None, on_delete=OnDelete.restrict)
    at = Timestamptz(null=False, default=None)
    verb = Text(null=False, default=None)
    pool = ForeignKey(ORGANISATION, null=True, default=None, on_delete=OnDelete.restrict)
    account = UUID(null=True, default=None)
    version = Integer(null=False, default=None)
    fields = JSONB(null=False, default=None)


class MemberChangeIdentity(Table, db=ENGINE, tablename="member_change_identity"):
    """The fields of a change that name a person: erased with the name."""

    id = ForeignKey(MemberChange, primary_key=True, null=False, default=None, on_delete=OnDelete.cascade)
    fields = JSONB(null=False, default=None)


class JoinCode(Table, db=ENGINE, tablename="join_code"):
    """A person's own code for another pool; `receiver` is the body that claimed it."""

    id = UUID(primary_key=True, default=None)
    member = ForeignKey(Member, null=False, default=None, on_delete=OnDelete.cascade)
    code_hash = Bytea(null=False, default=None)
    created_at = Timestamptz(null=False, default=None)
    expires_at = Timestamptz(null=False, default=None)
    receiver = ForeignKey(ORGANISATION, null=True, default=None, on_delete=OnDelete.restrict)
    claimed_at = Timestamptz(null=True, default=None)

"""Needs, what was heard, and what a matchable need requires."""

from typing import Final

from piccolo.columns import UUID, Array, Boolean, Date, ForeignKey, Integer, SmallInt, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.columns import DateRange
from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
SKILL = LazyTableReference("Skill", module_path="registry.skills.tables")

SENTENCES: Final = {
    "need_pkey": "この相談はすでに送られています。一覧から開いて続けてください。",
    "need_skill_need_skill_key": "同じスキルが二度選ばれています。一つにしてください。",
}


class Need(Table, db=ENGINE):
    """What a municipality wants done."""

    id = UUID(primary_key=True, default=None)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    prefecture = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    title = Text(null=False, default="")
    story = Text(null=False, default="")
    themes = Array(base_column=Text(), null=False, default=list)
    urgency = Text(null=True, default=None)
    wished_half_days = Integer(null=True, default=None)
    state = Text(null=False, default="draft")
    triage = Text(null=True, default=None)
    reason = Text(null=False, default="")
    submitted_at = Timestamptz(null=True, default=None)
    created_at = Timestamptz(null=False, default=None)
    changed_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)


class Hearing(Table, db=ENGINE):
    """What the prefecture learnt; its own notes."""

    id = UUID(primary_key=True, default=None)
    need = ForeignKey(Need, null=False, default=None, on_delete=OnDelete.restrict)
    heard_by = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    heard_on = Date(null=False, default=None)
    means = Text(null=False, default=None)
    attendees = Text(null=False, default="")
    findings = Text(null=False, default=None)
    next_step = Text(null=False, default="")
    created_at = Timestamptz(null=False, default=None)


class NeedRequirement(Table, db=ENGINE, tablename="need_requirement"):
    """What makes a need matchable; complete by construction."""

    need = ForeignKey(Need, primary_key=True, null=False, default=None, on_delete=OnDelete.restrict)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    prefecture = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    role = Text(null=False, default=None)
    half_days = Integer(null=False, default=None)
    on_site_half_days = Integer(null=False, default=None)
    during = DateRange(null=False)
    form = Text(null=False, default=None)
    day_rate_ceiling_yen = Integer(null=True, default=None)
    version = Integer(null=False, default=1)


class NeedSkill(Table, db=ENGINE, tablename="need_skill"):
    """A skill the need wants at a level; `must` ones exclude people without it."""

    id = UUID(primary_key=True, default=None)
    need = ForeignKey(Need, null=False, default=None, on_delete=OnDelete.restrict)
    skill = ForeignKey(SKILL, null=False, default=None, on_delete=OnDelete.restrict)
    level = SmallInt(null=False, default=None)
    must = Boolean(null=False, default=None)

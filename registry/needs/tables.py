"""Needs, what was heard, and what a matchable need requires."""

from typing import Final

from piccolo.columns import UUID, Array, Boolean, Date, ForeignKey, Integer, SmallInt, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.columns import DateRange
from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
FILE = LazyTableReference("File", module_path="foundation.files.tables")
SKILL = LazyTableReference("Skill", module_path="registry.skills.tables")

SENTENCES: Final = {
    "need_pkey": "この相談はすでに送られています。一覧から開いて続けてください。",
    "joint_need_part_once": "選んだ相談のどれかは、もう別の町と一緒に進めています。何も変えていません。"
    "画面を読み込み直してください。",
    "need_review_pkey": "ふりかえりは、もう書かれています。画面を読み込み直して確かめてください。",
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
    budget = Text(null=True, default=None)
    scheme = Text(null=True, default=None)
    referred_on = Date(null=True, default=None)
    hold_until = Date(null=True, default=None)
    agreed_from = Date(null=True, default=None)
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


class HearingAnswer(Table, db=ENGINE, tablename="hearing_answer"):
    """What was answered to a question of the template."""

    id = UUID(primary_key=True, default=None)
    hearing = ForeignKey(Hearing, null=False, default=None, on_delete=OnDelete.restrict)
    heard_by = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    question = Text(null=False, default=None)
    answer = Text(null=False, default=None)


class NeedReview(Table, db=ENGINE, tablename="need_review"):
    """What came of a need: written once, by its town."""

    need = ForeignKey(Need, primary_key=True, null=False, default=None, on_delete=OnDelete.restrict)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    prefecture = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    outcome = Text(null=False, default=None)
    findings = Text(null=False, default=None)
    hours_saved = Integer(null=True, default=None)
    next_wish = Text(null=False, default="")
    reviewed_at = Timestamptz(null=False, default=None)


class NeedFile(Table, db=ENGINE, tablename="need_file"):
    """A paper beside a need; the bytes are `foundation/files`."""

    id = UUID(primary_key=True, default=None)
    need = ForeignKey(Need, null=False, default=None, on_delete=OnDelete.restrict)
    organisation = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    file = ForeignKey(FILE, null=False, default=None, on_delete=OnDelete.restrict)
    name = Text(null=False, default=None)
    created_at = Timestamptz(null=False, default=None)


class JointNeed(Table, db=ENGINE, tablename="joint_need"):
    """What several towns ask for together. `bodies` take or took part; weights in per cent, together 100."""

    id = UUID(primary_key=True, default=None)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    lead = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    bodies = Array(base_column=UUID(), null=False, default=list)
    title = Text(null=False, default=None)
    purpose = Text(null=False, default="")
    equal_weight = SmallInt(null=False, default=None)
    population_weight = SmallInt(null=False, default=None)
    use_weight = SmallInt(null=False, default=None)
    created_at = Timestamptz(null=False, default=None)
    changed_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)


class JointNeedPart(Table, db=ENGINE, tablename="joint_need_part"):
    """A town's need in a joint one, from joining to leaving; rejoining is a new row."""

    id = UUID(primary_key=True, default=None)
    joint_need = ForeignKey(JointNeed, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    need = ForeignKey(Need, null=False, default=None, on_delete=OnDelete.restrict)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    population = Integer(null=True, default=None)
    population_as_of = Date(null=True, default=None)
    half_days = Integer(null=True, default=None)
    joined_at = Timestamptz(null=False, default=None)
    left_at = Timestamptz(null=True, default=None)
    left_reason = Text(null=False, default="")

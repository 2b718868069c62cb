"""Schemes, their skills, and how skills lead from one to another: public reference data."""

from typing import Final

from piccolo.columns import UUID, Date, ForeignKey, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.columns import DateRange
from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")

SENTENCES: Final = {
    "skill_mapping_earlier_later_during_excl": "この二つのスキルの対応は、すでに登録されています。何も変えていません。"
    "変えるときは、いまの対応を終わらせてから登録してください。",
    "skill_scheme_pkey": "この記号のスキルの体系は、すでにあります。何も変えていません。別の記号か版にしてください。",
}


class SkillScheme(Table, db=ENGINE, tablename="skill_scheme"):
    """A version of a vocabulary of skills: versions share the `family`, each from `valid_from` on."""

    code = Text(primary_key=True, null=False, default=None)
    name = Text(null=False, default=None)
    version = Text(null=False, default=None)
    source = Text(null=False, default=None)
    family = Text(null=False, default="")
    valid_from = Date(null=True, default=None)


class Skill(Table, db=ENGINE):
    """One skill of a scheme; `role` is the role it usually belongs to, `area` where it stands in the scheme."""

    id = UUID(primary_key=True, default=None)
    scheme = ForeignKey(SkillScheme, null=False, default=None, on_delete=OnDelete.restrict)
    code = Text(null=False, default=None)
    name = Text(null=False, default=None)
    role = Text(null=True, default=None)
    area = Text(null=False, default="")


class SkillMapping(Table, db=ENGINE, tablename="skill_mapping"):
    """From a day on `earlier` counts as `later` (`near`: only similar). What was found under `earlier` stays there."""

    id = UUID(primary_key=True, default=None)
    earlier = ForeignKey(Skill, null=False, default=None, on_delete=OnDelete.restrict)
    later = ForeignKey(Skill, null=False, default=None, on_delete=OnDelete.restrict)
    kind = Text(null=False, default=None)
    during = DateRange(null=False)
    reason = Text(null=False, default=None)
    created_by = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    created_at = Timestamptz(null=False, default=None)

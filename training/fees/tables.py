"""Fees of examinations."""

from typing import Final

from piccolo.columns import UUID, Boolean, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
COURSE = LazyTableReference("Course", module_path="training.courses.tables")
FILE = LazyTableReference("File", module_path="foundation.files.tables")

SENTENCES: Final = {
    "examination_fee_once": "この人のこの日の試験は、もう記録されています。受験料は一度だけ数えます。"
    "何も保存していません。",
    "examination_fee_receipt": "この領収書は、もう記録されています。一枚の領収書は一度だけ数えます。"
    "何も保存していません。",
}


class ExaminationFee(Table, db=ENGINE, tablename="examination_fee"):
    """One fee, yen with tax. `taker` tells people apart without their names; `passed` None: not known yet."""

    id = UUID(primary_key=True, default=None)
    organisation = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    course = ForeignKey(COURSE, null=False, default=None, on_delete=OnDelete.restrict)
    fiscal_year = Integer(null=False, default=None)
    examination = Text(null=False, default=None)
    taker = Text(null=False, default=None)
    sat_on = Date(null=False, default=None)
    passed = Boolean(null=True, default=None)
    amount = Integer(null=False, default=None)
    paid_by = Text(null=False, default=None)
    receipt = Text(null=False, default=None)
    evidence = ForeignKey(FILE, null=True, default=None, on_delete=OnDelete.restrict)
    created_at = Timestamptz(null=False, default=None)

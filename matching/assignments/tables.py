"""Assignments."""

from typing import Final

from piccolo.columns import UUID, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.columns import DateRange
from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
MEMBER = LazyTableReference("Member", module_path="registry.members.tables")
NEED = LazyTableReference("Need", module_path="registry.needs.tables")
PROPOSAL = LazyTableReference("Proposal", module_path="matching.proposals.tables")
APPOINTMENT = LazyTableReference("Appointment", module_path="matching.appointments.tables")

SENTENCES: Final = {
    "assignment_one_per_need": (
        "この相談には、ほかの人の配属がすでに決まっています。何も変えていません。相談の画面を確かめてください。"
    ),
    "worked_time_subject_key": "この支援の時間は、もう台帳にあります。画面を読み込み直して確かめてください。",
}


class Assignment(Table, db=ENGINE):
    """A member's work for one town, for one need."""

    id = UUID(primary_key=True, default=None)
    proposal = ForeignKey(PROPOSAL, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    need = ForeignKey(NEED, null=False, default=None, on_delete=OnDelete.restrict)
    appointment = ForeignKey(APPOINTMENT, null=False, default=None, on_delete=OnDelete.restrict)
    half_days = Integer(null=False, default=None)
    during = DateRange(null=False)
    state = Text(null=False, default="agreed")
    reason = Text(null=False, default="")
    created_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)


class WorkedTime(Table, db=ENGINE, tablename="worked_time"):
    """Minutes of work for a town on a day, as one support record (`subject`) tells them."""

    id = UUID(primary_key=True, default=None)
    subject = UUID(null=False, default=None)
    assignment = ForeignKey(Assignment, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    worked_on = Date(null=False, default=None)
    minutes = Integer(null=False, default=None)
    confirmed_at = Timestamptz(null=True, default=None)
    created_at = Timestamptz(null=False, default=None)

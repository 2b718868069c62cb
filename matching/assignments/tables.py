"""Assignments."""

from typing import Final

from piccolo.columns import UUID, Bytea, Date, ForeignKey, Integer, Text, Timestamptz
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
    "assignment_extension_one_asked": "この配属には、判断を待っている延長の希望がすでにあります。何も変えていません。",
    "assignment_absence_no_overlap": "この期間に重なる不在が、すでに記録されています。何も変えていません。",
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


class CalendarLink(Table, db=ENGINE, tablename="calendar_link"):
    """By what a person's calendar is read from outside: the hash of the secret in its address."""

    member = ForeignKey(MEMBER, primary_key=True, null=False, default=None, on_delete=OnDelete.restrict)
    secret_hash = Bytea(null=False, default=None)
    created_at = Timestamptz(null=False, default=None)


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


class AssignmentStep(Table, db=ENGINE, tablename="assignment_step"):
    """What was decided about an assignment in its life; never changed. Last days are inclusive."""

    id = UUID(primary_key=True, default=None)
    assignment = ForeignKey(Assignment, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    verb = Text(null=False, default=None)
    reason = Text(null=False, default="")
    last_day_before = Date(null=False, default=None)
    last_day_after = Date(null=False, default=None)
    done_by = UUID(null=True, default=None)
    created_at = Timestamptz(null=False, default=None)


class AssignmentExtension(Table, db=ENGINE, tablename="assignment_extension"):
    """A town's wish that the person stays until `last_day`, and what was decided."""

    id = UUID(primary_key=True, default=None)
    assignment = ForeignKey(Assignment, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    last_day = Date(null=False, default=None)
    reason = Text(null=False, default=None)
    state = Text(null=False, default="asked")
    answer = Text(null=False, default="")
    offered_last_day = Date(null=True, default=None)
    created_at = Timestamptz(null=False, default=None)
    decided_at = Timestamptz(null=True, default=None)
    version = Integer(null=False, default=1)


class AssignmentAbsence(Table, db=ENGINE, tablename="assignment_absence"):
    """Days on which the person does not come, and who comes instead with how many half-days a month."""

    id = UUID(primary_key=True, default=None)
    assignment = ForeignKey(Assignment, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    during = DateRange(null=False)
    kind = Text(null=False, default=None)
    note = Text(null=False, default="")
    state = Text(null=False, default="noted")
    cover = ForeignKey(MEMBER, null=True, default=None, on_delete=OnDelete.restrict)
    cover_half_days = Integer(null=True, default=None)
    created_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)

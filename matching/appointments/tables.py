"""Appointments and the forms that law knows."""

from typing import Final

from piccolo.columns import UUID, Boolean, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.columns import DateRange
from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
MEMBER = LazyTableReference("Member", module_path="registry.members.tables")
PROPOSAL = LazyTableReference("Proposal", module_path="matching.proposals.tables")

SENTENCES: Final = {
    "appointment_proposal_appointing_body_key": "この提案の任用案は、もうできています。画面を開き直してください。",
}


class LawfulForm(Table, db=ENGINE, tablename="appointment_form"):
    """A form of appointment during a period. Public: law is for everybody."""

    code = Text(primary_key=True, null=False, default=None)
    name = Text(null=False, default=None)
    article = Text(null=False, default=None)
    appointed_by = Text(null=False, default=None)
    paid_by = Text(null=False, default=None)
    shortest_months = Integer(null=True, default=None)
    longest_months = Integer(null=True, default=None)
    ends_with_fiscal_year = Boolean(null=False, default=None)
    paper = Text(null=False, default=None)
    during = DateRange(null=False)
    source = Text(null=False, default=None)
    evaluated_by = Text(null=False, default="未確認")
    side_job = Text(null=False, default="unknown")
    side_job_article = Text(null=False, default="未確認")


class Appointment(Table, db=ENGINE):
    """A member's appointment by one body."""

    id = UUID(primary_key=True, default=None)
    proposal = ForeignKey(PROPOSAL, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    appointing_body = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    form = Text(null=False, default=None)
    title = Text(null=False, default=None)
    during = DateRange(null=False)
    state = Text(null=False, default="drafted")
    approved_at = Timestamptz(null=True, default=None)
    approved_by = UUID(null=True, default=None)
    created_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)


class AppointmentStep(Table, db=ENGINE, tablename="appointment_step"):
    """A decision about an appointment, as it was taken."""

    id = UUID(primary_key=True, default=None)
    appointment = ForeignKey(Appointment, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    appointing_body = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    verb = Text(null=False, default=None)
    reason = Text(null=False, default=None)
    effective_on = Date(null=False, default=None)
    title_before = Text(null=False, default=None)
    title_after = Text(null=False, default=None)
    last_day_before = Date(null=False, default=None)
    last_day_after = Date(null=False, default=None)
    done_by = UUID(null=True, default=None)
    created_at = Timestamptz(null=False, default=None)


class SideJob(Table, db=ENGINE, tablename="side_job"):
    """A side job under an appointment, with its permission."""

    id = UUID(primary_key=True, default=None)
    appointment = ForeignKey(Appointment, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    appointing_body = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    employer_name = Text(null=False, default=None)
    work = Text(null=False, default=None)
    during = DateRange(null=False)
    state = Text(null=False, default="asked")
    reason = Text(null=False, default="")
    decided_at = Timestamptz(null=True, default=None)
    created_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)

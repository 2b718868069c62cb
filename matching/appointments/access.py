"""Who sees an appointment, who approves it, and which routes lead to it."""

from typing import Final

from auth.permissions import Policy, Relation, Right, holds
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from matching.appointments.schemas import AppointmentRow
from matching.appointments.tables import Appointment, AppointmentStep, SideJob

PARTIES: Final = (Relation.OWN_BODY, Relation.PARTY, Relation.SELF)

SHOWN: Final = ("appointment", "member_identity")
WHOLE: Final = (*SHOWN, "appointment_form", "appointment_step", "side_job")

POLICY: Final = (
    Policy("GET /appointments", Right.READ_EMPLOYMENT, PARTIES, SHOWN),
    Policy("GET /appointments/{appointment}", Right.READ_EMPLOYMENT, PARTIES, WHOLE),
    Policy("POST /appointments/{appointment}/approval", Right.APPROVE, PARTIES, WHOLE),
    Policy("POST /appointments/{appointment}/decisions", Right.APPROVE, PARTIES, WHOLE),
    Policy("POST /appointments/{appointment}/side-jobs", Right.ANSWER, PARTIES, WHOLE),
    Policy("POST /side-jobs/{side_job}/decision", Right.APPROVE, PARTIES, WHOLE),
)


def appointments_visible_to(viewer: Viewer) -> Condition:
    """The body that proposed, the body that appoints, and the member."""
    return (
        among(Appointment.owner, [viewer.organisation])
        | among(Appointment.appointing_body, [viewer.organisation])
        | among(Appointment.member, [viewer.member])
    )


def steps_visible_to(viewer: Viewer) -> Condition:
    """As the appointment they belong to."""
    return (
        among(AppointmentStep.owner, [viewer.organisation])
        | among(AppointmentStep.appointing_body, [viewer.organisation])
        | among(AppointmentStep.member, [viewer.member])
    )


def side_jobs_visible_to(viewer: Viewer) -> Condition:
    """As the appointment they belong to."""
    return (
        among(SideJob.owner, [viewer.organisation])
        | among(SideJob.appointing_body, [viewer.organisation])
        | among(SideJob.member, [viewer.member])
    )


def may_ask_side_job(viewer: Viewer, appointment: AppointmentRow) -> str | None:
    """None for the member, and for the body that keeps the pool where it writes down what came on paper."""
    if viewer.is_member(appointment.member) or viewer.acts_for(appointment.owner):
        return None
    return "兼業を届け出られるのは、本人と、人材プールの団体だけです。"


def may_approve(viewer: Viewer, appointment: AppointmentRow) -> str | None:
    """None where the viewer decides for the body that appoints, else the sentence why not."""
    if not viewer.acts_for(appointment.appointing_body):
        return f"決裁できるのは、任用する団体（{appointment.appointing_body_name}）だけです。"
    return (
        None if holds(viewer, Right.APPROVE) else "決裁は、いまの役割ではできません。役割は所属の管理者が決めています。"
    )


def may_keep(viewer: Viewer, appointment: AppointmentRow) -> str | None:
    """None where the viewer's body made the proposal and keeps its dates, else the sentence why not."""
    if viewer.acts_for(appointment.owner) or viewer.acts_for(appointment.appointing_body):
        return None
    return "発令と満了を記録できるのは、提案した団体と任用する団体だけです。"

"""Who sees an appointment, who approves it, and which routes lead to it."""

from typing import Final

from auth.permissions import Policy, Relation, Right
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from matching.appointments.schemas import AppointmentRow
from matching.appointments.tables import Appointment

PARTIES: Final = (Relation.OWN_BODY, Relation.PARTY, Relation.SELF)

SHOWN: Final = ("appointment", "member_identity")

POLICY: Final = (
    Policy("GET /appointments", Right.READ_EMPLOYMENT, PARTIES, SHOWN),
    Policy("GET /appointments/{appointment}", Right.READ_EMPLOYMENT, PARTIES, (*SHOWN, "appointment_form")),
    Policy("POST /appointments/{appointment}/approval", Right.APPROVE, PARTIES, SHOWN),
)


def appointments_visible_to(viewer: Viewer) -> Condition:
    """The body that proposed, the body that appoints, and the member."""
    return (
        among(Appointment.owner, [viewer.organisation])
        | among(Appointment.appointing_body, [viewer.organisation])
        | among(Appointment.member, [viewer.member])
    )


def may_approve(viewer: Viewer, appointment: AppointmentRow) -> str | None:
    """None where the viewer's body appoints, else the sentence why not."""
    if viewer.acts_for(appointment.appointing_body):
        return None
    return f"決裁できるのは、任用する団体（{appointment.appointing_body_name}）だけです。"


def may_keep(viewer: Viewer, appointment: AppointmentRow) -> str | None:
    """None where the viewer's body made the proposal and keeps its dates, else the sentence why not."""
    if viewer.acts_for(appointment.owner) or viewer.acts_for(appointment.appointing_body):
        return None
    return "発令と満了を記録できるのは、提案した団体と任用する団体だけです。"

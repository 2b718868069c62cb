"""What comes in about appointments, and what goes out."""

from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from matching.appointments.rules import FormTerms


class Draft(Struct, frozen=True):
    """An appointment to be drafted when a proposal is confirmed, from `first_day` to before `end`."""

    proposal: UUID
    member: UUID
    appointing_body: UUID
    form: str
    title: str
    first_day: date
    end: date


class AppointmentRow(Struct, frozen=True):
    """An appointment in a list; the period is shown inclusive."""

    id: UUID
    proposal: UUID
    owner: UUID
    owner_name: str
    member: UUID
    appointing_body: UUID
    appointing_body_name: str
    form: str
    title: str
    first_day: date
    last_day: date
    state: str
    approved_at: datetime | None
    version: int


class AppointmentPage(Struct, frozen=True):
    """An appointment whole: with the terms of its form on its first day, and the person as the viewer may see them."""

    appointment: AppointmentRow
    terms: FormTerms
    person: str


class ToDo(Struct, frozen=True):
    """What the viewer's body or the member still has to do: what, about what, where, and by when (inclusive)."""

    act: str
    title: str
    link: str
    due: date | None = None

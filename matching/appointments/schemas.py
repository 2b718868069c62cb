"""What comes in about appointments, and what goes out."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Struct
from pydantic import model_validator

from foundation.database.columns import Period
from foundation.text.field_types import Number
from foundation.text.shape import Shape
from foundation.text.text_type import OneLine, Paragraphs
from matching.appointments.rules import FormTerms


class Decision(Shape):
    """A decision of the appointing body about an appointment as the page showed it (`version`).

    `last_day`: the new last day, of a renewal or a change; `title`: the new one, of a change.
    """

    verb: Literal["renew", "change", "suspend", "resume", "retire", "dismiss"]
    version: Number
    effective_on: date
    reason: Annotated[str, Paragraphs(1000)]
    last_day: date | None = None
    title: Annotated[str, OneLine(200)] | None = None

    @model_validator(mode="after")
    def _says_what(self) -> "Decision":
        if self.verb == "renew" and self.last_day is None:
            raise ValueError("更新のあとの最後の日を書いてください。")
        if self.verb == "change" and self.last_day is None and self.title is None:
            raise ValueError("新しい職名か、新しい最後の日を書いてください。")
        return self


class NewSideJob(Shape):
    """A side job that permission is asked for; both days are in it."""

    employer_name: Annotated[str, OneLine(200)]
    work: Annotated[str, Paragraphs(1000)]
    first_day: date
    last_day: date

    @model_validator(mode="after")
    def _ordered(self) -> "NewSideJob":
        if self.last_day < self.first_day:
            raise ValueError("終わりの日が、始まりの日より前です。")
        return self

    def period(self) -> Period:
        """The same days, half-open."""
        return Period.inclusive(self.first_day, self.last_day)


class SideJobDecision(Shape):
    """Permission, or its refusal with the reason, for a side job as the page showed it."""

    verb: Literal["grant", "refuse"]
    version: Number
    reason: Annotated[str, Paragraphs(1000, may_be_empty=True)] = ""


class StepRow(Struct, frozen=True):
    """A decision that was taken; last days are inclusive."""

    id: UUID
    appointment: UUID
    verb: str
    reason: str
    effective_on: date
    title_before: str
    title_after: str
    last_day_before: date
    last_day_after: date
    created_at: datetime


class SideJobRow(Struct, frozen=True):
    """A side job with its decision; the period is shown inclusive."""

    id: UUID
    appointment: UUID
    appointing_body: UUID
    member: UUID
    employer_name: str
    work: str
    first_day: date
    last_day: date
    state: str
    reason: str
    version: int


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
    """An appointment in a list; the period is shown inclusive. `person`: the name, where the list was asked with it."""

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
    person: str = ""


class AppointmentPage(Struct, frozen=True):
    """An appointment whole: with the terms of its form on its first day, and the person as the viewer may see them."""

    appointment: AppointmentRow
    terms: FormTerms
    person: str
    steps: list[StepRow]
    side_jobs: list[SideJobRow]


class ToDo(Struct, frozen=True):
    """What the viewer's body or the member still has to do: what, about what, where, and by when (inclusive)."""

    act: str
    title: str
    link: str
    due: date | None = None

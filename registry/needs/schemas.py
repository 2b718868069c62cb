"""What comes in about needs, and what goes out."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Struct
from pydantic import Base64Bytes, Field, field_validator

from foundation.text.field_types import HalfDays, Number
from foundation.text.shape import Shape
from foundation.text.text_type import OneLine, Paragraphs, Prose
from registry.needs.rules import THEMES, BudgetRound, Means, Outcome, Triage, Urgency


class Versioned(Shape):
    """A change of what the sender has read: `version` is the one it read. Without it nothing is compared."""

    version: Number | None = None


class NeedDraft(Versioned):
    """The one-screen intake, as far as it has come. `draft` is the id the page made for it."""

    draft: UUID
    title: Annotated[str, OneLine(80, may_be_empty=True)] = ""
    story: Annotated[str, Paragraphs(4000, may_be_empty=True)] = ""
    themes: list[str] = Field(default_factory=list, max_length=len(THEMES))
    urgency: Urgency | None = None
    wished_half_days: HalfDays | None = None
    days_unknown: bool = False
    budget: BudgetRound | None = None

    @field_validator("themes")
    @classmethod
    def _known(cls, value: list[str]) -> list[str]:
        if set(value) - set(THEMES):
            raise ValueError("選択肢から選んでください。")
        return sorted(set(value), key=list(THEMES).index)


class NeedIntake(NeedDraft):
    """The intake as sent: the story is the only thing that must be there."""

    story: Annotated[str, Paragraphs(4000)]


class QuestionAnswered(Shape):
    """An answer to a question of the template, by the question's code."""

    question: Annotated[str, OneLine(40)]
    answer: Annotated[str, Paragraphs(1000)]


class HearingRecord(Versioned):
    """What the prefecture learnt. `answers` follow the template in force on the day of the hearing."""

    heard_on: date
    means: Means
    attendees: Annotated[str, OneLine(200, may_be_empty=True)] = ""
    findings: Prose
    next_step: Annotated[str, OneLine(300, may_be_empty=True)] = ""
    answers: list[QuestionAnswered] = Field(default_factory=list, max_length=20)


class TriageChoice(Versioned):
    """What kind of help fits."""

    triage: Triage


class Reason(Versioned):
    """Why: the other side reads it as written."""

    reason: Annotated[str, Paragraphs(1000)]


class Referral(Reason):
    """To which scheme of the shipped list, by its code, and why."""

    scheme: Annotated[str, OneLine(40)]


class Hold(Reason):
    """Why a need waits, and on which day the prefecture looks at it again."""

    hold_until: date | None = None


class Review(Versioned):
    """What came of it. Hours saved a year, by the town's own estimate."""

    outcome: Outcome
    findings: Annotated[str, Paragraphs(2000)]
    hours_saved: Annotated[Number, Field(ge=0, le=100_000)] | None = None
    next_wish: Annotated[str, OneLine(300, may_be_empty=True)] = ""


class Closing(Versioned):
    """Nothing but the version that was read."""


class FileUpload(Shape):
    """A file as a program sends it: its bytes in base64."""

    filename: Annotated[str, OneLine(120)]
    content: Base64Bytes


class NeedRow(Struct, frozen=True):
    """A need in a list. Half-days a month; `changed_at` is when it last moved.

    `agreed_from` is the first day of a support that is agreed and has not begun.
    """

    id: UUID
    municipality: UUID
    municipality_name: str
    prefecture: UUID
    prefecture_name: str
    title: str
    themes: list[str]
    urgency: str | None
    wished_half_days: int | None
    budget: str | None
    state: str
    hold_until: date | None
    agreed_from: date | None
    submitted_at: datetime | None
    changed_at: datetime
    version: int


class NeedFound(NeedRow, frozen=True):
    """A need that a question found; role and half-days a month of its requirement, where that is complete."""

    role: str | None
    half_days: int | None


class NeedPage(NeedRow, frozen=True):
    """A need as its own page shows it."""

    story: str
    triage: str | None
    reason: str
    scheme: str | None
    referred_on: date | None
    created_at: datetime


class FileRow(Struct, frozen=True):
    """A paper beside a need."""

    id: UUID
    organisation: UUID
    organisation_name: str
    name: str
    created_at: datetime


class ReviewRow(Struct, frozen=True):
    """What came of a need."""

    outcome: str
    findings: str
    hours_saved: int | None
    next_wish: str
    reviewed_at: datetime


class HearingRow(Struct, frozen=True):
    """A hearing record; `answers` are the question as it was worded, and what was said."""

    id: UUID
    heard_on: date
    means: str
    attendees: str
    findings: str
    next_step: str
    answers: list[tuple[str, str]]

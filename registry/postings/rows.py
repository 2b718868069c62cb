"""What goes out about postings and applications. Part of `schemas`, apart because of its length."""

from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from registry.job_descriptions.schemas import Content


class PostingRow(Struct, frozen=True):
    """A posting in a list."""

    id: UUID
    owner: UUID
    owner_name: str
    description: UUID
    method: str
    state: str
    title: str
    places: int
    apply_until: date
    questions_until: date
    round: int
    opened_at: datetime | None
    changed_at: datetime
    version: int


class PostingPage(PostingRow, frozen=True):
    """A posting as everybody reads it."""

    appeal: str
    contact: str
    edition: int
    content: Content


class QuestionRow(Struct, frozen=True):
    """A question; `answer` is empty until there is one."""

    id: UUID
    posting: UUID
    question: str
    answer: str
    asked_at: datetime
    answered_at: datetime | None
    version: int


class AssessorRow(Struct, frozen=True):
    """A seat among those who judge."""

    id: UUID
    body: UUID
    body_name: str
    label: str


class StageRow(Struct, frozen=True):
    """A step of the screening."""

    id: UUID
    round: int
    kind: str
    opened_at: datetime
    closed_at: datetime | None


class ApplicationRow(Struct, frozen=True):
    """An application without its person. `joined_at`: when the applicant became `member` by it."""

    id: UUID
    posting: UUID
    owner: UUID
    member: UUID | None
    company: UUID | None
    round: int
    state: str
    applied_at: datetime
    decided_at: datetime | None
    forget_on: date | None
    forgotten_at: datetime | None
    pool_consent: str | None
    pool_consented_on: date | None
    pledged_on: date | None
    joined_at: datetime | None
    version: int


class PersonRow(Struct, frozen=True):
    """Who applied, with what. `held`: skills of the posting as the applicant sees them, `<skill>:<level>`."""

    name: str
    kana: str
    email: str
    phone: str
    story: str
    files: list[UUID]
    held: list[str]
    consent: str
    consented_at: datetime


class SheetRow(Struct, frozen=True):
    """A sheet the viewer may read."""

    id: UUID
    stage: UUID
    assessor: UUID
    scores: dict[str, int]
    comment: str
    own: bool

    @property
    def total(self) -> int:
        """All points."""
        return sum(self.scores.values())


class DecisionRow(Struct, frozen=True):
    """A decision with its reason."""

    verdict: str
    reason: str
    decided_at: datetime


class LetterRow(Struct, frozen=True):
    """A letter to the applicant."""

    id: UUID
    subject: str
    body: str
    made_at: datetime


class ApplicationPage(Struct, frozen=True):
    """An application as HR and assessors see it. `sheets_in`: stage -> how many sheets, whoever reads them."""

    application: ApplicationRow
    person: PersonRow | None
    sheets: list[SheetRow]
    sheets_in: dict[UUID, int]
    decisions: list[DecisionRow]
    letters: list[LetterRow]


class Standing(Struct, frozen=True):
    """What an applicant learns with the number: where the application stands, and what was written to them."""

    title: str
    body_name: str
    state: str
    applied_at: datetime
    letters: list[LetterRow]


class Received(Struct, frozen=True):
    """An application that came in, with the number that is shown this once and mailed."""

    application: UUID
    number: str

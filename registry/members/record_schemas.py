"""What comes in about a person's record: experience, certifications, pauses, documents, terms, proofs, corrections."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from msgspec import Struct
from pydantic import Base64Bytes, Field, model_validator

from foundation.database.columns import Period
from foundation.text.field_types import Number, Yen
from foundation.text.shape import Shape
from foundation.text.text_type import OneLine, Paragraphs
from registry.members.rules import FIELD_WORDS, Certificate, DocumentKind
from registry.members.schemas import Level

BACKWARDS = "終わりの日が、始まりの日より前です。"


class Lasting(Shape):
    """From a first to a last day, both included; without a last day no end is known."""

    first_day: date
    last_day: date | None = None

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.last_day is not None and self.last_day < self.first_day:
            raise ValueError(BACKWARDS)
        return self

    @property
    def period(self) -> Period:
        """The days as a half-open period."""
        return Period.inclusive(self.first_day, self.last_day) if self.last_day else Period(self.first_day, None)


class NewExperience(Lasting):
    """What somebody did, for whom, and which skills it proves. `municipal`: in or for a public body."""

    title: Annotated[str, OneLine(120)]
    body_name: Annotated[str, OneLine(200, may_be_empty=True)] = ""
    municipal: bool = False
    municipality: UUID | None = None
    did: Annotated[str, Paragraphs(2000, may_be_empty=True)] = ""
    outcome: Annotated[str, Paragraphs(2000, may_be_empty=True)] = ""
    skills: list[UUID] = Field(default_factory=list, max_length=20)


class ExperienceEdit(NewExperience):
    """The whole row as it shall be."""

    version: Number


class NewCertification(Shape):
    """An examination or register; a name of one's own where the closed list has none."""

    code: Certificate | None = None
    name: Annotated[str, OneLine(120, may_be_empty=True)] = ""
    number: Annotated[str, OneLine(60, may_be_empty=True)] = ""
    issued_on: date
    valid_to: date | None = None

    @model_validator(mode="after")
    def _named(self) -> Self:
        if self.code is None and not self.name:
            raise ValueError("資格を一覧から選ぶか、名前を書いてください。")
        if self.valid_to is not None and self.valid_to < self.issued_on:
            raise ValueError("有効期限が、取得の日より前です。")
        return self


class CertificationEdit(NewCertification):
    """The whole row as it shall be."""

    version: Number


class NewPause(Lasting):
    """Days without work, both included. Without a last day the pause lasts until somebody ends it."""

    reason: Annotated[str, OneLine(200, may_be_empty=True)] = ""


class SkillStated(Shape):
    """One skill of a person. `seen`: the pool saw proof; what it says stays between the pool and the person."""

    skill: UUID
    level: Level | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    seen: bool = False
    evidence: Annotated[str, Paragraphs(1000, may_be_empty=True)] = ""
    version: Number

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError(BACKWARDS)
        return self


class TermsEdit(Shape):
    """On which terms a person works. Minutes one way; yen a day; regions are prefectures."""

    travel_limit_minutes: Annotated[Number, Field(ge=0, le=1440)] | None = None
    max_municipalities: Annotated[Number, Field(ge=1, le=50)] = 3
    day_rate_yen: Yen | None = None
    regions: list[UUID] = Field(default_factory=list, max_length=47)
    conditions: Annotated[str, Paragraphs(1000, may_be_empty=True)] = ""
    pledged_on: date | None = None
    version: Number


class NewDocument(Shape):
    """What an attached file is."""

    kind: DocumentKind
    title: Annotated[str, OneLine(120)]


class DocumentUpload(NewDocument):
    """The same with the file, as a program sends it: bytes in base64."""

    filename: Annotated[str, OneLine(120)]
    content: Base64Bytes


class NewCorrection(Shape):
    """A wish to change what the other side keeps. `text_now` is what the asker saw."""

    field: Annotated[str, OneLine(40)]
    text_now: Annotated[str, Paragraphs(4000, may_be_empty=True)] = ""
    text_wanted: Annotated[str, Paragraphs(4000)]
    reason: Annotated[str, Paragraphs(1000, may_be_empty=True)] = ""

    @model_validator(mode="after")
    def _known(self) -> Self:
        if self.field not in FIELD_WORDS:
            raise ValueError("直してほしい項目を一覧から選んでください。")
        return self


class CorrectionDecision(Shape):
    """What the owner of the field says; a refusal wants its reason."""

    accepted: bool
    answer: Annotated[str, Paragraphs(1000, may_be_empty=True)] = ""
    version: Number


class CodeTyped(Shape):
    """The person's own code, as they handed it over."""

    code: Annotated[str, OneLine(40)]


class Ending(Shape):
    """Why a person leaves a pool."""

    reason: Annotated[str, OneLine(200)]
    version: Number


class Correction(Struct, frozen=True):
    """A correction request with both texts; `asked_of`: `pool` or `member` decides."""

    id: UUID
    pool: UUID
    asked_of: str
    field: str
    text_now: str
    text_wanted: str
    reason: str
    state: str
    answer: str
    created_at: datetime
    decided_at: datetime | None
    version: int


class Change(Struct, frozen=True):
    """One change of a person: what was and what came, field by field, as somebody reads it."""

    at: datetime
    verb: str
    body: str | None
    version: int
    fields: dict[str, tuple[str, str]]


class OwnCode(Struct, frozen=True):
    """A code that still opens the door; its letters were shown once."""

    id: UUID
    expires_at: datetime
    receiver: UUID | None

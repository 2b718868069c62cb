"""What comes in about consents, and what goes out."""

from datetime import date, datetime
from typing import Annotated, Final
from uuid import UUID

from msgspec import Struct
from pydantic import Base64Bytes, Field, model_validator

from foundation.text.shape import Shape
from foundation.text.text_type import OneLine, Paragraphs
from registry.consents.rules import Decision, Purpose

LONGEST_SCAN: Final = 14_000_000
"""Characters of a scan in base64: 10 MB of bytes."""


class NameRequest(Shape):
    """A body asks for a name: whose, for what, in its own words why, and until which day (included)."""

    member: UUID
    purpose: Purpose
    detail: Annotated[str, Paragraphs(500)]
    until: date


class Paper(Shape):
    """A consent on paper: the day on it, where the paper is kept, and a scan where there is one."""

    signed_on: date
    evidence_note: Annotated[str, OneLine(200)]
    scan_name: Annotated[str, OneLine(120, may_be_empty=True)] = ""
    scan: Annotated[Base64Bytes, Field(max_length=LONGEST_SCAN)] | None = None


class PaperConsent(Paper):
    """A paper with what it says: to which body, for what, until which day (included), in which wording."""

    receiver: UUID
    purpose: Purpose
    until: date
    wording: int

    @property
    def paper(self) -> Paper:
        """The paper alone."""
        return Paper.model_construct(**self.model_dump(include=set(Paper.model_fields)))


class NameDecision(Shape):
    """The decision on a request. A consent names the wording that was read; it may end sooner than was asked.

    `signed_on` and `evidence_note` are the paper's, where the pool writes down the decision of somebody without an
    account.
    """

    version: int
    decision: Decision
    wording: int | None = None
    until: date | None = None
    reason: Annotated[str, Paragraphs(500, may_be_empty=True)] = ""
    signed_on: date | None = None
    evidence_note: Annotated[str, OneLine(200, may_be_empty=True)] = ""
    scan_name: Annotated[str, OneLine(120, may_be_empty=True)] = ""
    scan: Annotated[Base64Bytes, Field(max_length=LONGEST_SCAN)] | None = None

    @model_validator(mode="after")
    def _wording_read(self) -> "NameDecision":
        if self.decision is Decision.CONSENT and self.wording is None:
            raise ValueError("同意の文を読んでから、同意してください。")
        return self

    @property
    def paper(self) -> Paper | None:
        """The paper, where one is told of."""
        if self.signed_on is None or not self.evidence_note:
            return None
        return Paper.model_construct(
            signed_on=self.signed_on, evidence_note=self.evidence_note, scan_name=self.scan_name, scan=self.scan
        )


class Withdrawal(Shape):
    """Taking back a request as it was read."""

    version: int


class WordingRow(Struct, frozen=True):
    """A numbered wording; `last_day` None: in use until another follows."""

    number: int
    title: str
    body: str
    longest_months: int
    first_day: date
    last_day: date | None
    source: str


class RequestRow(Struct, frozen=True):
    """A request. `person` is empty where the viewer may not read the name; `purpose_words` is the purpose as read."""

    id: UUID
    member: UUID
    person: str
    receiver: UUID
    receiver_name: str
    pool: UUID
    pool_name: str
    purpose: str
    purpose_words: str
    detail: str
    until: date
    state: str
    reason: str
    created_at: datetime
    decided_at: datetime | None
    version: int


class ConsentRow(Struct, frozen=True):
    """A disclosure with the consent behind it. `wording` None: given before wordings were kept, or no consent."""

    id: UUID
    member: UUID
    person: str
    receiver: UUID
    receiver_name: str
    basis: str
    purpose: str
    first_day: date
    last_day: date | None
    wording: int | None
    means: str | None
    given_on: date | None
    evidence: UUID | None
    evidence_note: str
    may_end: bool

"""What comes in about registrations, and what goes out."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Struct
from pydantic import Field, field_validator

from foundation.text.field_types import Number
from foundation.text.shape import Shape
from foundation.text.text_type import OneLine, Paragraphs


class Recommendation(Shape):
    """A pool's recommendation of one of its members. Both declarations are on file with the pool."""

    member: UUID
    pledge: bool = Field(default=False, validate_default=True)
    name_consent: bool = Field(default=False, validate_default=True)
    grounds: Annotated[str, Paragraphs(2000, may_be_empty=True)] = ""

    @field_validator("pledge", "name_consent")
    @classmethod
    def _given(cls, value: bool) -> bool:
        if not value:
            raise ValueError("本人から受け取ってから、しるしを付けてください。")
        return value


class Nomination(Shape):
    """A member whom the pool thinks of recommending; nobody else hears of it."""

    member: UUID


class Term(Shape):
    """From when to when a registration holds; both days belong to it."""

    first_day: date
    last_day: date


class Batch(Term):
    """Several registrations at once, all for one term."""

    registrations: Annotated[list[UUID], Field(min_length=1, max_length=100)]


class Chosen(Shape):
    """Several registrations at once."""

    registrations: Annotated[list[UUID], Field(min_length=1, max_length=100)]


class Post(Shape):
    """What the card says beside the name. `version` 0: nothing is kept yet."""

    body: Annotated[str, OneLine(60)]
    division: Annotated[str, OneLine(60, may_be_empty=True)] = ""
    post: Annotated[str, OneLine(60, may_be_empty=True)] = ""
    address: Annotated[str, OneLine(100, may_be_empty=True)] = ""
    phone: Annotated[str, OneLine(40, may_be_empty=True)] = ""
    email: Annotated[str, OneLine(100, may_be_empty=True)] = ""
    version: Number = 0


class Showing(Shape):
    """What the holder allows whoever types the code to read."""

    name: bool = False
    body: bool = False
    version: Number


class Reason(Shape):
    """Why: the member and the pool read it as written."""

    reason: Annotated[str, Paragraphs(1000)]


class InForce(Struct, frozen=True):
    """A registration that counts today, and since when."""

    recommended_by: UUID
    member: UUID
    first_day: date


class RegistrationRow(Struct, frozen=True):
    """A registration in a list. `last_day` is inclusive; None before registration. `name` None: not disclosed."""

    id: UUID
    member: UUID
    name: str | None
    recommended_by: UUID
    recommended_by_name: str
    number: str | None
    state: str
    first_day: date | None
    last_day: date | None
    reason: str
    rule_set: str
    grounds: str
    created_at: datetime
    changed_at: datetime
    version: int


class Finding(Struct, frozen=True):
    """A rule found kept: by whom, when."""

    rule: str
    found_by_name: str
    found_on: date


class TermRow(Struct, frozen=True):
    """A term that was entered; both days belong to it."""

    first_day: date
    last_day: date
    entered_on: date


class PostRow(Struct, frozen=True):
    """What the card says of the post. `version` 0: nothing is kept."""

    body: str = ""
    division: str = ""
    post: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    version: int = 0


class CertificateRow(Struct, frozen=True):
    """The certificate's code and what the holder allows it to show."""

    code: str
    shown_name: str
    shown_body: str
    version: int


class Verified(Struct, frozen=True):
    """What the code on a certificate says to anybody. Name and body are empty unless the holder allows them."""

    standing: str
    words: str
    number: str
    first_day: date
    last_day: date
    name: str
    body: str

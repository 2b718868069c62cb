"""What comes in about registrations, and what goes out."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Struct
from pydantic import Field, field_validator

from foundation.text.shape import Shape
from foundation.text.text_type import Paragraphs


class Recommendation(Shape):
    """A pool's recommendation of one of its members. Both declarations are on file with the pool."""

    member: UUID
    pledge: bool = Field(default=False, validate_default=True)
    name_consent: bool = Field(default=False, validate_default=True)

    @field_validator("pledge", "name_consent")
    @classmethod
    def _given(cls, value: bool) -> bool:
        if not value:
            raise ValueError("本人から受け取ってから、しるしを付けてください。")
        return value


class Term(Shape):
    """From when to when a registration holds; both days belong to it."""

    first_day: date
    last_day: date


class Reason(Shape):
    """Why: the member and the pool read it as written."""

    reason: Annotated[str, Paragraphs(1000)]


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
    created_at: datetime
    changed_at: datetime
    version: int


class Finding(Struct, frozen=True):
    """A rule found kept: by whom, when."""

    rule: str
    found_by_name: str
    found_on: date

"""What an auditor asks, and what comes out."""

from datetime import date, datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from msgspec import Struct
from pydantic import model_validator

from foundation.text.question import Question
from foundation.text.text_type import OneLine


class AuditQuestion(Question):
    """`whose`: words of a name or a person's number; `who`: words of an account's name; both days are included."""

    whose: Annotated[str, OneLine(100, may_be_empty=True)] = ""
    who: Annotated[str, OneLine(100, may_be_empty=True)] = ""
    first: date | None = None
    last: date | None = None
    kind: Literal["", "read", "change"] = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.first and self.last and self.last < self.first:
            raise ValueError("終わりの日が、始まりの日より前です。日を確かめてください。")
        return self


class AuditRow(Struct, frozen=True):
    """An entry. `person_name`: None where there is no person or the name may not be seen (any more)."""

    id: UUID
    at: datetime
    who: str
    role: str
    is_read: bool
    verb: str
    noun: str
    subject: UUID | None
    person: UUID | None
    person_name: str | None
    fields: list[str]
    purpose: str


class Audit(Struct, frozen=True):
    """A page of entries, latest first; `total` of all pages."""

    rows: list[AuditRow]
    total: int
    number: int
    last: int

"""What comes in about the ministry's support, and what goes out."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Struct

from foundation.text.field_types import Number
from foundation.text.shape import Shape
from foundation.text.text_type import OneLine, Paragraphs

Words = Annotated[str, Paragraphs(4000, may_be_empty=True)]


class Support(Shape):
    """A support as the ministry tells it. `prefecture` None: for every prefecture; `version` 0: a new one."""

    kind: Literal["accompaniment", "briefing", "list", "coordination"]
    theme: Annotated[str, OneLine(100)]
    prefecture: UUID | None = None
    issues: Words = ""
    job_description: Words = ""
    hiring_path: Words = ""
    outcome: Words = ""
    held_on: date | None = None
    state: Literal["asked", "planned", "running", "done"] = "planned"
    version: Number = 0


class Request(Shape):
    """What a prefecture asks the ministry to coordinate."""

    theme: Annotated[str, OneLine(100)]
    issues: Annotated[str, Paragraphs(4000)]


class SupportRow(Struct, frozen=True):
    """A support; `prefecture_name` is "" where it is for every prefecture."""

    id: UUID
    kind: str
    theme: str
    prefecture: UUID | None
    prefecture_name: str
    issues: str
    job_description: str
    hiring_path: str
    outcome: str
    held_on: date | None
    state: str
    changed_at: datetime
    version: int

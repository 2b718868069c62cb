"""What comes in about events, and what goes out."""

from datetime import date, datetime, time
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Struct
from pydantic import Base64Bytes, Field, field_validator
from pydantic_core import PydanticCustomError

from foundation.text.field_types import Number
from foundation.text.shape import Shape
from foundation.text.text_type import Line, OneLine, Paragraphs
from registry.needs.rules import THEMES
from training.events.rules import MOST_PLACES


class EventText(Shape):
    """An event as its host tells it. `begins_at` is Japan's time of day; `version` 0: a new one."""

    kind: Literal["gathering", "forum", "study"]
    name: Annotated[str, OneLine(100)]
    theme: str
    programme: Annotated[str, Paragraphs(4000)]
    held_on: date
    begins_at: time
    place: Line
    online: bool = False
    places: Annotated[Number, Field(ge=1, le=MOST_PLACES)]
    contact: Line
    version: Number = 0

    @field_validator("theme")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in THEMES:
            raise PydanticCustomError("theme", "テーマを一覧から選んでください。")
        return value


class Cancellation(Shape):
    """Why an event does not take place; whoever has a seat reads it as written."""

    reason: Annotated[str, Paragraphs(1000)]


class Attendance(Shape):
    """Who came: seats. Who is not named did not come."""

    came: list[UUID] = Field(default_factory=list, max_length=MOST_PLACES)


class FileUpload(Shape):
    """A paper as a program sends it: its bytes in base64."""

    filename: Annotated[str, OneLine(120)]
    content: Base64Bytes


class EventRow(Struct, frozen=True):
    """An event and how many of its places are gone."""

    id: UUID
    owner: UUID
    owner_name: str
    kind: str
    name: str
    theme: str
    programme: str
    held_on: date
    begins_at: time
    place: str
    online: bool
    places: int
    contact: str
    cancelled_because: str
    version: int
    taken: int

    @property
    def free(self) -> int:
        """Places left."""
        return self.places - self.taken


class SeatRow(Struct, frozen=True):
    """A seat as its host and its holder see it; `body` "" for a person of a pool. `came` None: not noted."""

    id: UUID
    account: UUID
    name: str
    body: str
    came: bool | None


class FileRow(Struct, frozen=True):
    """A paper of an event."""

    id: UUID
    name: str
    created_at: datetime


class EventPage(Struct, frozen=True):
    """An event with its papers and the seats the viewer sees: all of them as host, else their own."""

    event: EventRow
    files: list[FileRow]
    seats: list[SeatRow]
    mine: SeatRow | None

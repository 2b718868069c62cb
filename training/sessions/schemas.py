"""What comes in about sessions, and what goes out."""

from datetime import date, time, timedelta
from typing import Annotated, Literal, Self
from uuid import UUID

from msgspec import Struct
from pydantic import Field, model_validator

from foundation.text.field_types import Number
from foundation.text.shape import Shape
from foundation.text.text_type import Line
from training.sessions.rules import LONGEST, session_days


class NewSession(Shape):
    """A session to be announced. `begins_at` is Japan's time of day, the same on each day; `last_day` is included."""

    course: Line
    held_on: date
    last_day: date | None = None
    begins_at: time
    place: Line
    place_kind: Literal["college", "prefecture", "online"] = "prefecture"
    online: bool = False
    places: Annotated[Number, Field(ge=1, le=500)]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        last = self.last_day or self.held_on
        if not self.held_on <= last < self.held_on + timedelta(days=LONGEST):
            raise ValueError(f"終わりの日は、始まりの日から{LONGEST}日以内にしてください。")
        return self


class SessionRow(Struct, frozen=True):
    """A session and how many of its places are gone; `last_day` None: it takes one day."""

    id: UUID
    course: str
    course_name: str
    school: UUID
    school_name: str
    held_on: date
    last_day: date | None
    begins_at: time
    place: str
    place_kind: str
    online: bool
    places: int
    taken: int

    @property
    def free(self) -> int:
        """Places left."""
        return self.places - self.taken

    @property
    def days(self) -> list[date]:
        """Every day on which it is held."""
        return session_days(self.held_on, self.last_day)

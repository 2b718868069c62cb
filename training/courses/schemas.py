"""What comes in about sessions, and what goes out about courses and sessions."""

from datetime import date, time
from typing import Annotated
from uuid import UUID

from msgspec import Struct
from pydantic import Field

from foundation.text.field_types import Number
from foundation.text.shape import Shape
from foundation.text.text_type import Line


class NewSession(Shape):
    """A session to be announced. `begins_at` is Japan's time of day."""

    course: Line
    held_on: date
    begins_at: time
    place: Line
    online: bool = False
    places: Annotated[Number, Field(ge=1, le=500)]


class CourseRow(Struct, frozen=True):
    """A course. `minutes` None: 未確認."""

    code: str
    name: str
    aim: str
    basis: str
    minutes: int | None
    source: str


class SessionRow(Struct, frozen=True):
    """A session and how many of its places are gone."""

    id: UUID
    course: str
    course_name: str
    school: UUID
    school_name: str
    held_on: date
    begins_at: time
    place: str
    online: bool
    places: int
    taken: int

    @property
    def free(self) -> int:
        """Places left."""
        return self.places - self.taken

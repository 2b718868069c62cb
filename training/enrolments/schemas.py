"""What comes in about enrolments, and what goes out."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Struct
from pydantic import Field

from foundation.text.shape import Shape
from foundation.text.text_type import Line, OneLine, Paragraphs


class NewRequirement(Shape):
    """Who has to take which course, by when, and what for: the person reads it as written.

    `before_posting`: the assignment is not confirmed before the course is completed.
    """

    member: UUID
    course: Line
    required_for: Annotated[str, OneLine(200)]
    due_on: date | None = None
    before_posting: bool = False


class SessionChoice(Shape):
    """The session somebody takes a place in."""

    session: UUID


class Attendance(Shape):
    """Who of a session came: enrolments."""

    attended: list[UUID] = Field(default_factory=list, max_length=500)


class Results(Shape):
    """Who of those who came has completed; the others have not, for `reason`."""

    completed: list[UUID] = Field(default_factory=list, max_length=500)
    reason: Annotated[str, Paragraphs(1000, may_be_empty=True)] = ""


class EnrolmentRow(Struct, frozen=True):
    """One person's one course. `who` is the name where it is disclosed to the viewer, the card's number otherwise."""

    id: UUID
    member: UUID
    who: str
    course: str
    course_name: str
    pool: UUID
    required_for: str
    session: UUID | None
    school: UUID | None
    state: str
    reason: str
    required_at: datetime
    completed_on: date | None
    version: int


class CourseCount(Struct, frozen=True):
    """People of the nation in one state of one course; None where so few that they are not shown."""

    course: str
    state: str
    people: int | None

"""What comes in about enrolments, and what goes out."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Struct
from pydantic import Field

from foundation.text.field_types import Number
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


class NewPostingCourse(Shape):
    """A course asked of everybody before posting; `source` is where the pool laid that down."""

    course: Line
    source: Annotated[str, OneLine(200)]


class SessionChoice(Shape):
    """The session somebody takes or waits for a place in."""

    session: UUID


class Attendance(Shape):
    """Who of a session came on a day (None: its first): enrolments. Who is not named did not come."""

    day: date | None = None
    attended: list[UUID] = Field(default_factory=list, max_length=500)


class Results(Shape):
    """Who of those who came has completed; the others have not, for `reason`."""

    completed: list[UUID] = Field(default_factory=list, max_length=500)
    reason: Annotated[str, Paragraphs(1000, may_be_empty=True)] = ""


class UnitAnswers(Shape):
    """What somebody answered so far: positions of choices, 0 where not yet. `version` is what they saw, 0 at first."""

    answers: list[Annotated[Number, Field(ge=0, le=20)]] = Field(max_length=50)
    version: Annotated[Number, Field(ge=0)] = 0


class Feedback(Shape):
    """What somebody says of a session, read by its school without their name."""

    rating: Annotated[Number, Field(ge=1, le=4)]
    words: Annotated[str, Paragraphs(1000, may_be_empty=True)] = ""


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
    waiting_for: UUID | None
    waiting_since: datetime | None
    state: str
    reason: str
    required_at: datetime
    completed_on: date | None
    version: int


class UnitRow(Struct, frozen=True):
    """How far somebody is with a unit; answers as positions of choices, 0 where not yet."""

    enrolment: UUID
    unit: int
    edition: int
    answers: list[int]
    passed_on: date | None
    version: int


class AttendanceRow(Struct, frozen=True):
    """Somebody came on a day."""

    enrolment: UUID
    session: UUID
    day: date


class Sitting(Struct, frozen=True):
    """How somebody in a session is getting on: the days on which they came, units passed and units in all."""

    id: UUID
    days: list[date]
    passed: int
    units: int


class FeedbackRow(Struct, frozen=True):
    """What somebody said of a session; nobody's name."""

    rating: int
    words: str


class CourseCount(Struct, frozen=True):
    """People of the nation in one state of one course; None where so few that they are not shown."""

    course: str
    state: str
    people: int | None

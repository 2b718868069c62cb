"""What comes in about requirements and completions, and what goes out."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Struct
from pydantic import Field

from foundation.text.shape import Shape
from foundation.text.text_type import Line, OneLine, Paragraphs


class RequirementAsked(Shape):
    """A course asked of a person. `due_on` is a JST date, inclusive; the person reads `required_for` as written."""

    member: UUID
    course: Annotated[str, Field(pattern="^[a-z_]+$")]
    course_name: Line
    required_for: Annotated[str, OneLine(200)]
    due_on: date | None = None
    before_posting: bool = False


class Waiver(Shape):
    """Why a course is not asked of a person after all; they read it."""

    reason: Annotated[str, Paragraphs(1000)]
    version: int


class CompletionNoted(Shape):
    """A course completed. `valid_to` None: it does not lapse. `enrolment` is the row of `training` it came from."""

    member: UUID
    pool: UUID
    course: str
    course_name: str
    completed_on: date
    valid_to: date | None
    enrolment: UUID


class PostingCourseRow(Struct, frozen=True):
    """A course that a pool asks of everybody before posting, and where that is laid down."""

    id: UUID
    pool: UUID
    course: str
    course_name: str
    source: str


class RequirementRow(Struct, frozen=True):
    """A course asked of a person by a pool."""

    id: UUID
    member: UUID
    pool: UUID
    course: str
    course_name: str
    required_for: str
    due_on: date | None
    before_posting: bool
    required_at: datetime
    waived_on: date | None
    waived_because: str
    version: int


class CompletionRow(Struct, frozen=True):
    """A course completed by a person; `valid_to` None: it does not lapse."""

    id: UUID
    member: UUID
    pool: UUID
    school: UUID
    course: str
    course_name: str
    completed_on: date
    valid_to: date | None
    enrolment: UUID


class CourseDue(Struct, frozen=True):
    """How many of a pool's people lack a course that is due on a day; nobody is named."""

    course_name: str
    due_on: date
    people: int


class Gate(Struct, frozen=True):
    """Whether a person may be posted on a day, and which courses they still lack for it."""

    member: UUID
    day: date
    missing: list[RequirementRow]

    @property
    def open(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing

    @property
    def closed_because(self) -> str | None:
        """None where the gate is open, else the sentence why not; it names courses, never the person."""
        return None if self.open else not_trained(row.course_name for row in self.missing)


def not_trained(courses: Iterable[str]) -> str:
    """The sentence that names the courses which are missing before posting."""
    names = "、".join(f"「{name}」" for name in courses)
    return f"配属の前に受ける研修が終わっていません：{names}。修了が記録されるか、免除されると進めます。"

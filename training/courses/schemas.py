"""What comes in about texts, and what goes out about courses and texts."""

from datetime import date
from typing import Annotated
from uuid import UUID

from msgspec import Struct
from pydantic import Field

from foundation.text.field_types import Number
from foundation.text.shape import Shape
from foundation.text.text_type import OneLine, Paragraphs


class NewEdition(Shape):
    """The next version of a course's text. `number` is the one that was read; units go on as they are."""

    text: Annotated[str, Paragraphs(20_000)]
    what_changed: Annotated[str, OneLine(200)]
    source: Annotated[str, OneLine(200)]
    number: Annotated[Number, Field(ge=1)]


class CourseRow(Struct, frozen=True):
    """A course. `minutes` None: 未確認; `valid_months` None: its completion does not lapse.

    `prerequisites` are codes of courses, `teaches` codes of our own scheme of skills.
    """

    code: str
    name: str
    aim: str
    basis: str
    minutes: int | None
    kind: str
    prerequisites: list[str]
    valid_months: int | None
    teaches: list[str]
    source: str


class Question(Struct, frozen=True):
    """A question of a unit; `answer` is the position of the right choice, the first is 1."""

    ask: str
    choices: list[str]
    answer: int
    because: str


class Unit(Struct, frozen=True):
    """Something to read, and the questions after it."""

    title: str
    body: str
    questions: list[Question]


class Edition(Struct, frozen=True):
    """A version of a course's text; `published_by` None: it came with the product."""

    id: UUID
    course: str
    number: int
    text: str
    units: list[Unit]
    what_changed: str
    source: str
    published_by: UUID | None
    published_on: date

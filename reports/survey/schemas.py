"""Survey tables as they leave this noun, and a town's answers as they come in."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from msgspec import Struct

from foundation.text.field_types import Number
from foundation.text.shape import Shape
from foundation.text.text_type import Line


class Total(Struct, frozen=True):
    """One indicator: towns by answer. `surveyed` is its own denominator: `yes`, `no` and `no_answer`.

    `share`: percent of `surveyed` that answered yes; None for an indicator of numbers. `numbers`: towns with a number.
    """

    indicator: str
    name: str
    yes: int
    no: int
    no_answer: int
    not_surveyed: int
    numbers: int
    missing: int
    surveyed: int
    share: float | None


class Cell(Struct, frozen=True):
    """Towns in a population band and a staff band; "" is all."""

    population: str
    staff: str
    towns: int


class CrossTab(Struct, frozen=True):
    """Towns by population and staff; `apart`: reason -> towns that stand in no cell."""

    population_bands: list[str]
    staff_bands: list[str]
    cells: list[Cell]
    apart: dict[str, int]

    def at(self, population: str = "", staff: str = "") -> int:
        """One cell; a missing one counts no town."""
        return next((cell.towns for cell in self.cells if (cell.population, cell.staff) == (population, staff)), 0)


class Told(Struct, frozen=True):
    """A published statement beside its parts; kept and flagged, never repaired."""

    body: str
    told: str
    told_number: int | None
    parts: Mapping[str, int]
    sum_of_parts: int
    contradicts_itself: bool
    note: str
    source: str


class SurveyTable(Struct, frozen=True):
    """Every table of one definition. `denominator`: towns asked; `not_surveyed`: towns of 調査無し.

    `hash`: sha256 of the definition and of what it counted; the same facts give the same hash on any day.
    """

    definition: str
    name: str
    fiscal_year: int
    prefecture: str
    municipalities: int
    denominator: int
    not_surveyed: int
    totals: list[Total]
    cross_tab: CrossTab
    statements: list[Told]
    source: str
    note: str
    hash: str


class Year(Struct, frozen=True):
    """One indicator in two surveys; `change`: percentage points, None where one has no share."""

    indicator: str
    name: str
    before: float | None
    after: float | None
    change: float | None


class Answered(Struct, frozen=True):
    """A town behind a figure, with its value as printed."""

    code: str
    name: str
    prefecture: str
    value: str


class Proof(Struct, frozen=True):
    """What speaks for a prepared answer, and where to look at it."""

    words: str
    href: str


class Prepared(Struct, frozen=True):
    """An answer prepared from operations. `value` as a form sends it, "" where nothing is known.

    `standing`: what is recorded for the day already; `version` is that record's, 0 without one.
    """

    indicator: str
    name: str
    value: str
    proofs: list[Proof]
    standing: str
    standing_source: str
    published: bool
    version: int


class Sheet(Struct, frozen=True):
    """A town's answers to one survey, prepared, as of the survey's day."""

    definition: str
    definition_name: str
    town: UUID
    code: str
    name: str
    as_of: date
    answers: list[Prepared]

    @property
    def version(self) -> int:
        """Grows with every answer recorded or changed."""
        return sum(answer.version for answer in self.answers)


class Standing(Struct, frozen=True):
    """How far a town's answers are."""

    code: str
    name: str
    answered: int
    asked: int


class Answers(Shape):
    """A town's answers: one word or number an indicator, empty where it stays unanswered. `version` is of the sheet."""

    cio: Line | None = None
    cio_aide: Line | None = None
    overall_policy: Line | None = None
    whole_office: Line | None = None
    external_talent: Line | None = None
    staff_training: Line | None = None
    dx_staff: Line | None = None
    version: Number = 0

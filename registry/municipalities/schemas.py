"""What goes out about towns: facts, and what an import of facts came to."""

from datetime import date
from decimal import Decimal

from msgspec import Struct


class FactRow(Struct, frozen=True):
    """The latest fact of one indicator: a number or an answer, as of a day, from a source."""

    indicator: str
    name: str
    number: Decimal | None
    answer: str | None
    as_of: date
    source: str


class Recorded(Struct, frozen=True):
    """How many facts an import added, changed, and found as they were."""

    added: int
    changed: int
    unchanged: int


class LeftOut(Struct, frozen=True):
    """What was not imported: the row a spreadsheet shows, whose it is, and why."""

    row_number: int
    code: str
    name: str
    reason: str


class PopulationImported(Struct, frozen=True):
    """An import of residents. `outside`: right codes that are no municipality of the list."""

    residents: int
    municipalities: int
    recorded: Recorded
    broken: list[LeftOut]
    outside: list[str]
    sums_differ: list[str]


class IndicatorTotal(Struct, frozen=True):
    """One indicator of the survey: how many answered yes, of how many surveyed. A number's indicator has no yes."""

    name: str
    yes: int
    surveyed: int
    not_surveyed: int
    share: Decimal | None
    numbers: int


class SurveyImported(Struct, frozen=True):
    """An import of the survey."""

    totals: list[IndicatorTotal]
    recorded: Recorded
    broken: list[LeftOut]

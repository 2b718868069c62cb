"""What a survey table counts and where it places a town. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

NOT_SURVEYED: Final = "not_surveyed"
"""調査無し: the town was not asked. It is never a no, and never in a denominator."""

ALL: Final = ""
"""The row or column of totals."""

COUNTINGS: Final = {"whole_persons": "常勤換算の端数を切り捨てます。0.5人・0.9人は0人、1.5人は1人に数えます。"}
"""How staff in full-time equivalents become the persons of a band: code -> the rule in words."""


class Apart(StrEnum):
    """Why a town stands in no cell of the table; each is counted on its own."""

    NOT_SURVEYED = "not_surveyed"
    NO_STAFF = "no_staff"
    NO_POPULATION = "no_population"


APART_WORDS: Final = {
    Apart.NOT_SURVEYED: "調査無し",
    Apart.NO_STAFF: "職員の数の記録なし",
    Apart.NO_POPULATION: "人口の記録なし",
}


@dataclass(frozen=True, slots=True)
class Band:
    """Whole persons or residents from `first` to `last`, both in it; `last` None: without an end."""

    name: str
    first: int
    last: int | None

    def holds(self, number: int) -> bool:
        """Whether the number lies in the band."""
        return self.first <= number and (self.last is None or number <= self.last)


@dataclass(frozen=True, slots=True)
class Window:
    """Facts as of these days count, both in it; the latest of them."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Definition:
    """How the tables of one survey are counted. A change is a new definition: what was published stays as it was."""

    code: str
    name: str
    fiscal_year: int
    published_only: bool
    facts: Window
    population: Window
    population_bands: tuple[Band, ...]
    staff_bands: tuple[Band, ...]
    staff_counting: str
    share_decimals: int
    columns: tuple[str, ...]
    answers_as_of: date | None
    compared_with: str | None
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class TownRow:
    """A town in the cross-tab. Staff in full-time equivalents, None: not recorded; `surveyed` False: 調査無し."""

    code: str
    population: int | None
    staff: Decimal | None
    surveyed: bool = True


Place = tuple[str, str]
"""Population band, staff band."""


def placed(town: TownRow, definition: Definition) -> Place | Apart:
    """The cell of a town, or why it has none. Not asked comes before not recorded, staff before residents."""
    if not town.surveyed:
        return Apart.NOT_SURVEYED
    if town.staff is None:
        return Apart.NO_STAFF
    if town.population is None:
        return Apart.NO_POPULATION
    persons = int(town.staff.to_integral_value(ROUND_FLOOR))
    return _band(town.population, definition.population_bands), _band(persons, definition.staff_bands)


def cross_tab(towns: Iterable[TownRow], definition: Definition) -> tuple[dict[Place, int], dict[Apart, int]]:
    """Towns by cell with totals under `ALL`, and towns that stand apart by reason."""
    cells: Counter[Place] = Counter()
    apart: Counter[Apart] = Counter()
    for town in towns:
        place = placed(town, definition)
        if isinstance(place, Apart):
            apart[place] += 1
            continue
        row, column = place
        cells.update({(row, column): 1, (row, ALL): 1, (ALL, column): 1, (ALL, ALL): 1})
    return dict(cells), dict(apart)


def share(part: int, whole: int, *, decimals: int) -> float | None:
    """Percent, rounded half up to so many decimals: 1,270 of 1,733 is 73.3; None of nothing."""
    if not whole:
        return None
    exact = Decimal(100 * part) / whole
    return float(exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


@dataclass(frozen=True, slots=True)
class Statement:
    """What a paper says beside its own parts. Kept as published; nothing is repaired.

    `told_number` None: the parts alone were published.
    """

    key: str
    fiscal_year: int
    body: str
    told: str
    told_number: int | None
    parts: Mapping[str, int]
    note: str
    source: str

    @property
    def sum_of_parts(self) -> int:
        """What the parts come to."""
        return sum(self.parts.values())

    @property
    def contradicts_itself(self) -> bool:
        """Whether the number told is not the sum of the parts printed beside it."""
        return self.told_number not in (None, self.sum_of_parts)


def _band(number: int, bands: Sequence[Band]) -> str:
    return next(band.name for band in bands if band.holds(number))

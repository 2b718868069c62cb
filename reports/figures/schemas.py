"""Counts of the nation, as they leave this noun: small cells of people already withheld."""

from datetime import datetime
from itertools import product

from msgspec import Struct

from reports.figures.rules import Figure, made
from reports.figures.suppression import ALL, Cell
from training.enrolments.schemas import CourseCount

UNKNOWN = "unknown"
"""The row or column of people whose prefecture or role nobody has entered."""


class PeopleTable(Struct, frozen=True):
    """A figure by prefecture (two digits of its code) and role; None: withheld; `ALL`: totals, each person once."""

    key: str
    as_of: datetime
    cells: dict[Cell, int | None]

    def at(self, row: str = ALL, column: str = ALL) -> int | None:
        """One printed cell; a cell that is missing counts nobody."""
        return self.cells.get((row, column), 0)

    def figure(self, row: str = ALL, column: str = ALL) -> Figure:
        """The same as a figure; whose people they are is nobody's to open."""
        return made(self.key, self.at(row, column), as_of=self.as_of)

    @property
    def rows(self) -> list[str]:
        """The prefectures that have anybody, in their usual order."""
        return sorted({row for row, _ in self.cells} - {ALL})


class TownStandings(Struct, frozen=True):
    """How many municipalities are supported, waiting or neither: of all, and of the one-person IT ones.

    `unknown`: municipalities of which it is not known whether they are one-person IT.
    """

    all: dict[str, int]
    one_person_it: dict[str, int]
    unknown: int


class TownRow(Struct, frozen=True):
    """A town behind a count of bodies: supported, waiting or never; `one_person_it` None: not known."""

    code: str
    name: str
    prefecture: str
    standing: str
    one_person_it: bool | None


class NationalFigures(Struct, frozen=True):
    """Everything the ministry counts, at one moment. `prefectures`: two digits of the code -> name.

    `registered`: people registered by prefecture and role, withheld as for open data; `registered_forms`: by the form
    of their appointment, "" for none; `unmet`: (prefecture, role) -> needs that wait for a person.
    """

    as_of: datetime
    prefectures: dict[str, str]
    people_at_work: PeopleTable
    pool: PeopleTable
    needs: dict[str, int]
    towns: TownStandings
    registrations: Figure
    registered: PeopleTable
    registered_forms: dict[str, int]
    unmet: dict[Cell, int]
    training: list[CourseCount]
    registrations_by_prefecture: dict[str, int]
    registrations_by_month: list[tuple[str, int | None]]
    frameworks: int

    @property
    def tables(self) -> tuple[PeopleTable, ...]:
        """The figures by prefecture and role; each has a page of its own. Needs are no people: none is withheld."""
        return self.registered, self.people_at_work, self.pool, PeopleTable("needs-unmet", self.as_of, self._unmet())

    def _unmet(self) -> dict[Cell, int | None]:
        cells: dict[Cell, int | None] = {}
        for (prefecture, role), needs in self.unmet.items():
            for cell in product((prefecture, ALL), (role, ALL)):
                cells[cell] = (cells.get(cell) or 0) + needs
        return cells

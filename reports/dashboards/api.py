"""The JSON door of the boards: the same figures, withheld alike."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from litestar import get
from litestar.di import NamedDependency
from msgspec import Struct

from auth.viewer import Viewer
from reports.figures.queries import national_figures
from reports.figures.rules import BY_KEY
from reports.figures.schemas import PeopleTable, TownStandings


class PeopleCell(Struct, frozen=True):
    """People of a prefecture (first two digits of its code) in a role; "" is all; `people` None: withheld."""

    prefecture: str
    role: str
    people: int | None


class CountedPeople(Struct, frozen=True):
    """A table of people with how it is counted."""

    definition: str
    cells: list[PeopleCell]


class National(Struct, frozen=True):
    """The nation in counts."""

    as_of: datetime
    people_at_work: CountedPeople
    pool: CountedPeople
    needs: dict[str, int]
    towns: TownStandings
    registrations_in_force: int
    registrations_by_prefecture: dict[str, int]
    frameworks: int


@get("/api/v1/national")
async def national(by: NamedDependency[Viewer]) -> National:
    """The nation in counts, as of now."""
    figures = await national_figures(by=by)
    return National(
        as_of=figures.as_of,
        people_at_work=_people(figures.people_at_work),
        pool=_people(figures.pool),
        needs=figures.needs,
        towns=figures.towns,
        registrations_in_force=figures.registrations.value or 0,
        registrations_by_prefecture=figures.registrations_by_prefecture,
        frameworks=figures.frameworks,
    )


def _people(table: PeopleTable) -> CountedPeople:
    cells = [PeopleCell(row, column, people) for (row, column), people in sorted(table.cells.items())]
    return CountedPeople(BY_KEY[table.key].text, cells)


HANDLERS: Sequence[Any] = (national,)

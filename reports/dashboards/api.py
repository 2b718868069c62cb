"""The JSON door of the boards: the same figures, withheld alike."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from msgspec import Struct

from auth.viewer import Viewer
from reports.figures.queries import by_prefecture_and_role, national_figures, town_rows
from reports.figures.rules import BY_KEY
from reports.figures.schemas import PeopleTable, TownRow, TownStandings
from training.enrolments.schemas import CourseCount


class PeopleCell(Struct, frozen=True):
    """People of a prefecture (first two digits of its code) in a role; "" is all; `people` None: withheld."""

    prefecture: str
    role: str
    people: int | None


class CountedPeople(Struct, frozen=True):
    """A table of people with how it is counted."""

    definition: str
    cells: list[PeopleCell]


class UnmetCell(Struct, frozen=True):
    """Needs of a prefecture that wait for a person in a role."""

    prefecture: str
    role: str
    needs: int


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
    registered: CountedPeople
    registered_forms: dict[str, int]
    unmet: list[UnmetCell]
    training: list[CourseCount]


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
        registered=_people(figures.registered),
        registered_forms=figures.registered_forms,
        unmet=[UnmetCell(*place, needs) for place, needs in sorted(figures.unmet.items())],
        training=figures.training,
    )


def _people(table: PeopleTable) -> CountedPeople:
    cells = [PeopleCell(row, column, people) for (row, column), people in sorted(table.cells.items())]
    return CountedPeople(BY_KEY[table.key].text, cells)


@get("/api/v1/national/by-prefecture/{figure:str}")
async def national_by_prefecture(by: NamedDependency[Viewer], figure: FromPath[str]) -> CountedPeople:
    """A figure by prefecture and role."""
    return _people((await by_prefecture_and_role(key=figure, by=by))[0])


@get("/api/v1/national/towns")
async def national_towns(
    by: NamedDependency[Viewer],
    standing: FromQuery[str] = "",
    prefecture: FromQuery[str] = "",
    alone: FromQuery[str] = "",
) -> list[TownRow]:
    """The towns behind a count of towns."""
    return await town_rows(standing=standing, prefecture=prefecture, alone=alone, by=by)


HANDLERS: Sequence[Any] = (national, national_by_prefecture, national_towns)

"""The national figures as one flat list: figure, dimension, value. History and open data are written from it."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from reports.figures.schemas import NationalFigures, PeopleTable
from reports.figures.suppression import ALL


class Counted(Struct, frozen=True, order=True):
    """One value. `dimension`: "" is the total, `prefecture=34`, `role=engineer&prefecture=34`; None: withheld."""

    figure: str
    dimension: str
    value: int | None


def counted(figures: NationalFigures) -> list[Counted]:
    """Every value of the national picture, small cells of people withheld, in a fixed order."""
    found = [*_people(figures.people_at_work), *_people(figures.pool), *_people(figures.registered)]
    found += _bodies("needs", "state", figures.needs)
    found += _bodies("towns", "standing", figures.towns.all)
    found += _bodies("one-person-it", "standing", figures.towns.one_person_it)
    found.append(Counted("one-person-it", "standing=unknown", figures.towns.unknown))
    found.append(Counted("frameworks", "", figures.frameworks))
    found += [
        Counted("needs-unmet", f"role={role}&prefecture={prefecture}", needs)
        for (prefecture, role), needs in figures.unmet.items()
    ]
    found.append(Counted("needs-unmet", "", sum(figures.unmet.values())))
    return sorted(found, key=lambda one: (one.figure, one.dimension))


def _people(table: PeopleTable) -> Iterator[Counted]:
    for (prefecture, role), people in table.cells.items():
        parts = [f"role={role}"] * (role != ALL) + [f"prefecture={prefecture}"] * (prefecture != ALL)
        yield Counted(table.key, "&".join(parts), people)
    if (ALL, ALL) not in table.cells:
        yield Counted(table.key, "", 0)


def _bodies(figure: str, dimension: str, numbers: Mapping[str, int]) -> Iterable[Counted]:
    yield Counted(figure, "", sum(numbers.values()))
    yield from (Counted(figure, f"{dimension}={value}", number) for value, number in numbers.items())

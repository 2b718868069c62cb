"""The same figures for one prefecture or union, counted from the rows it may read. Part of `queries`.

Every figure is the number of its rows: what a cell says and what it opens cannot differ.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.paging import Page
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from matching.assignments.queries import assignments
from registry.accelerators.queries import registrations
from registry.accelerators.rules import IN_FORCE
from registry.accelerators.rules import LIFE as REGISTRATION
from registry.members.queries import pool_list
from registry.municipalities.queries import Town, towns_by_id, towns_of
from registry.municipalities.rules import is_one_person_it
from registry.needs.queries import needs
from registry.skills.rules import ROLES
from reports.figures.access import bodies_of_region
from reports.figures.rules import BY_KEY, STANDINGS, Figure
from training.enrolments.queries import enrolments
from training.enrolments.rules import LIFE as TRAINING
from training.enrolments.rules import unnamed

Pages = Callable[[int], Awaitable[tuple[Sequence[Any], Page]]]
WAITING: Final = ("submitted", "heard", "triaged", "accepted", "on_hold")
AT_WORK: Final = ("agreed", "running")
NO_ROLE: Final = "unknown"
SIZE: Final = 500
CELLS: Final = {
    "pool-people": ROLES | {NO_ROLE: "役割の記録なし"},
    "people-at-work": ROLES | {NO_ROLE: "役割の記録なし"},
    "registrations": {state: REGISTRATION.words[state] for state in IN_FORCE},
    "one-person-it": STANDINGS,
    "towns": STANDINGS,
    "needs-unmet": ROLES | {NO_ROLE: "役割の記録なし"},
    "enrolments": dict(TRAINING.words),
}
"""Figure -> its cells and their words. A row may stand in several; the total counts it once."""


class FigureRow(Struct, frozen=True):
    """A row behind a figure. `place`: the town or body it belongs to, "" for none."""

    id: str
    words: str
    place: str
    link: str
    cells: list[str]


class RegionalFigure(Struct, frozen=True):
    """A figure of a region with the rows it counts."""

    key: str
    as_of: datetime
    rows: list[FigureRow]

    def of(self, *, cell: str = "", place: str = "") -> list[FigureRow]:
        """The rows of a cell, of a place, or all of them; each once."""
        kept = [row for row in self.rows if cell in ("", *row.cells) and place in ("", row.place)]
        return list({row.id: row for row in kept}.values())

    def figure(self, *, cell: str = "", place: str = "") -> Figure:
        """How many, with the address of the very rows."""
        address = f"/region/{self.key}?cell={cell}&place={place}"
        return Figure(BY_KEY[self.key], len(self.of(cell=cell, place=place)), self.as_of, address)

    @property
    def places(self) -> list[str]:
        """The towns or bodies that have a row."""
        return sorted({row.place for row in self.rows})


async def regional_figures(*, by: Viewer) -> dict[str, RegionalFigure]:
    """Every figure of the viewer's region by key: its people by name, its towns, needs and training."""
    async with reading(by) as work:
        people = {row.card.id: row for row in await _whole(lambda number: pool_list(number=number, by=by))}
        roles = {id: row.card.roles or [NO_ROLE] for id, row in people.items()}
        working = [
            row for row in await _whole(lambda number: assignments(states=AT_WORK, number=number, size=SIZE, by=by))
            if row.last_day >= work.today
        ]  # fmt: skip
        asked = await _whole(lambda number: needs(states=WAITING, number=number, size=SIZE, by=by))
        registered = await _whole(lambda number: registrations(states=IN_FORCE, number=number, size=SIZE, by=by))
        towns = _standing(await _towns(by), {row.municipality for row in working}, {row.municipality for row in asked})
        rows = {
            "pool-people": [
                _row(id, row.name or unnamed(id), f"/members/{id}", roles[id])
                for id, row in people.items() if row.state == "active"
            ],
            "people-at-work": [
                _row(row.member, row.person or unnamed(row.member), f"/assignments/{row.id}",
                     roles.get(row.member, [NO_ROLE]))
                for row in working
            ],
            "registrations": [
                _row(row.id, row.name or row.number or "", f"/accelerators/{row.id}", [row.state])
                for row in registered
                if row.first_day and row.last_day and row.first_day <= work.today <= row.last_day
            ],
            "towns": [row for row, _ in towns],
            "one-person-it": [row for row, alone in towns if alone],
            "needs-unmet": [
                _row(row.id, row.title, f"/needs/{row.id}", [row.role or NO_ROLE], row.municipality_name)
                for row in asked if row.state == "accepted"
            ],
            "enrolments": [
                _row(row.id, f"{row.course_name}：{row.who}", f"/training/enrolments/{row.id}", [row.state])
                for row in await enrolments(by=by)
            ],
        }  # fmt: skip
        return {key: RegionalFigure(key, work.now, found) for key, found in rows.items()}


async def regional_figure(*, key: str, by: Viewer) -> RegionalFigure:
    """One figure of the viewer's region. Raises `NotFound`."""
    found = (await regional_figures(by=by)).get(key)
    if found is None:
        raise NotFound
    return found


def _row(id: object, words: str, link: str, cells: Iterable[str], place: str = "") -> FigureRow:
    return FigureRow(str(id), words, place, link, list(cells))


def _standing(towns: Sequence[Town], supported: set[Any], waiting: set[Any]) -> list[tuple[FigureRow, bool]]:
    found = []
    for town in towns:
        standing = "supported" if town.id in supported else "waiting" if town.id in waiting else "never"
        alone = is_one_person_it(dx_staff=town.dx_staff, population=town.population)
        found.append((_row(town.id, town.name, f"/municipalities/{town.code}", [standing]), bool(alone)))
    return found


async def _towns(by: Viewer) -> list[Town]:
    if by.kind == "prefecture" and by.organisation is not None:
        return await towns_of(prefecture=by.organisation, by=by)
    return sorted((await towns_by_id(ids=bodies_of_region(by), by=by)).values(), key=lambda town: town.code)


async def _whole(pages: Pages) -> list[Any]:
    """Every row of a list, page by page."""
    rows, page = await pages(1)
    found = list(rows)
    for number in range(2, page.last + 1):
        found += (await pages(number))[0]
    return found

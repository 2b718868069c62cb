"""The same figures for one prefecture or union, counted from the rows it may read. Part of `queries`.

Every figure is the number of its rows: what a cell says and what it opens cannot differ. Counting needs no name;
`opening` finds the words of the rows that are opened.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from msgspec import Struct

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.together import asked_together
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from matching.assignments.counting import ask_at_work
from registry.accelerators.counting import ask_in_force
from registry.accelerators.rules import IN_FORCE
from registry.accelerators.rules import LIFE as REGISTRATION
from registry.members.counting import ask_pool
from registry.municipalities.queries import Town, towns_by_id, towns_of
from registry.municipalities.rules import is_one_person_it
from registry.needs.counting import ask_needs
from registry.skills.rules import ROLES
from reports.figures.access import bodies_of_region
from reports.figures.rules import BY_KEY, STANDINGS, Figure
from training.enrolments.counting import ask_enrolments
from training.enrolments.rules import LIFE as TRAINING

WAITING: Final = ("submitted", "heard", "triaged", "accepted", "on_hold")
NO_ROLE: Final = "unknown"
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
    """A row behind a figure. `about`: whom or what it is about; `place`: the town it belongs to, "" for none."""

    id: str
    about: str
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
        address = f"/region/{self.key}?{urlencode({'cell': cell, 'place': place})}"
        return Figure(BY_KEY[self.key], len(self.of(cell=cell, place=place)), self.as_of, address)

    @property
    def places(self) -> list[str]:
        """The towns or bodies that have a row."""
        return sorted({row.place for row in self.rows})


async def regional_figures(*, by: Viewer) -> dict[str, RegionalFigure]:
    """Every figure of the viewer's region by key: its people, towns, needs and training."""
    async with reading(by) as work:
        people, working, asked, registered, learning = await asked_together(
            [ask_pool(by), ask_at_work(by), ask_needs(by, states=WAITING), ask_in_force(by), ask_enrolments(by)]
        )
        roles = {person.id: person.roles or [NO_ROLE] for person in people}
        region = await _towns(by)
        places = await _places(region, {row.municipality for row in asked}, by)
        towns = _standing(region, {row.municipality for row in working}, {row.municipality for row in asked})
        rows = {
            "pool-people": [
                _row(one.id, f"/members/{one.id}", roles[one.id]) for one in people if one.state == "active"
            ],
            "people-at-work": [
                _row(row.member, f"/assignments/{row.id}", roles.get(row.member, [NO_ROLE])) for row in working
            ],
            "registrations": [_row(row.id, f"/accelerators/{row.id}", [row.state], row.member) for row in registered],
            "towns": [row for row, _ in towns],
            "one-person-it": [row for row, alone in towns if alone],
            "needs-unmet": [
                _row(row.id, f"/needs/{row.id}", [row.role or NO_ROLE], place=places[row.municipality])
                for row in asked if row.state == "accepted"
            ],
            "enrolments": [_row(row.id, f"/training/enrolments/{row.id}", [row.state]) for row in learning],
        }  # fmt: skip
        return {key: RegionalFigure(key, work.now, found) for key, found in rows.items()}


async def regional_figure(*, key: str, by: Viewer) -> RegionalFigure:
    """One figure of the viewer's region. Raises `NotFound`."""
    found = (await regional_figures(by=by)).get(key)
    if found is None:
        raise NotFound
    return found


def _row(id: UUID, link: str, cells: Iterable[str], about: UUID | None = None, *, place: str = "") -> FigureRow:
    return FigureRow(str(id), str(about or id), place, link, list(cells))


def _standing(towns: Sequence[Town], supported: set[UUID], waiting: set[UUID]) -> list[tuple[FigureRow, bool]]:
    found = []
    for town in towns:
        standing = "supported" if town.id in supported else "waiting" if town.id in waiting else "never"
        alone = is_one_person_it(dx_staff=town.dx_staff, population=town.population)
        found.append((_row(town.id, f"/municipalities/{town.code}", [standing], place=town.name), bool(alone)))
    return found


async def _towns(by: Viewer) -> list[Town]:
    if by.kind == "prefecture" and by.organisation is not None:
        return await towns_of(prefecture=by.organisation, by=by)
    return sorted((await towns_by_id(ids=bodies_of_region(by), by=by)).values(), key=lambda town: town.code)


async def _places(region: Sequence[Town], wanted: set[UUID], by: Viewer) -> Mapping[UUID, str]:
    """Body -> name; whoever asks from outside the region's own towns is looked up."""
    known = {town.id: town.name for town in region}
    missing = wanted - set(known)
    return known | (await names_of(missing, by=by) if missing else {})

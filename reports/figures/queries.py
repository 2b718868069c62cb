"""The current figures, counted live. National ones come from views that only the ministry's viewers get rows from."""

from bisect import bisect_left
from collections.abc import Collection, Mapping
from datetime import date, datetime
from itertools import pairwise
from typing import Final
from uuid import UUID

from msgspec import Struct, convert

from auth.organisations.queries import bodies_of_kind
from auth.viewer import Viewer
from foundation.database.together import Asked, asked_together
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from foundation.text.dates import add_months, first_of_month
from registry.accelerators.queries import in_force, people_by_body
from registry.frameworks.queries import frameworks_in_place
from reports.figures.rules import made
from reports.figures.schemas import UNKNOWN, NationalFigures, PeopleTable, TownRow, TownStandings
from reports.figures.suppression import ALL, printed
from training.enrolments.queries import national_counts


class PeopleCount(Struct, frozen=True):
    """People of a prefecture and role, or of all of them."""

    prefecture: UUID | None
    role: str | None
    people: int
    all_prefectures: bool
    all_roles: bool


class FormCount(Struct, frozen=True):
    """People registered under a form of appointment; None: nobody has entered it."""

    form: str | None
    people: int


class UnmetCount(Struct, frozen=True):
    """Needs that wait for somebody of a role."""

    prefecture: UUID | None
    role: str
    needs: int


class StateCount(Struct, frozen=True):
    """Needs in a state."""

    state: str
    needs: int


class StandingCount(Struct, frozen=True):
    """Towns supported, waiting or neither; `one_person_it` None: not known."""

    standing: str
    one_person_it: bool | None
    bodies: int


def _people_in(view: str) -> Asked[PeopleCount]:
    return Asked(f"select prefecture, role, people, all_prefectures, all_roles from {view}", (), PeopleCount)


PEOPLE_AT_WORK: Final = _people_in("national_counts")
POOL: Final = _people_in("national_pool")
REGISTERED: Final = _people_in("national_registrations")
FORMS: Final = Asked("select form, people from national_registration_forms", (), FormCount)
UNMET: Final = Asked("select prefecture, role, needs from national_unmet", (), UnmetCount)
NEEDS: Final = Asked("select state, needs from national_needs", (), StateCount)
TOWNS: Final = Asked(
    "select standing, one_person_it, sum(bodies)::integer as bodies from national_towns group by 1, 2",
    (), StandingCount,
)  # fmt: skip
TOWN_ROWS: Final = """
with n as materialized (select town, prefecture, standing, one_person_it from national_town_rows)
select o.code, o.name, hall.name as prefecture, n.standing, n.one_person_it from n
join organisation o on o.id = n.town join organisation hall on hall.id = n.prefecture
where ($1 = '' or n.standing = $1) and ($2 = '' or hall.code = $2)
    and ($3 = '' or $3 = 'one' and n.one_person_it or $3 = 'unknown' and n.one_person_it is null) order by o.code
"""
REGISTERED_TODAY: Final = "/accelerators?state=in_force"
"""Where the registrations in force are listed, for those who may."""
MONTHS_SHOWN: Final = 12


async def national_figures(*, by: Viewer) -> NationalFigures:
    """What the ministry may count: no names, small cells withheld. For anybody else every count is 0."""
    async with reading(by) as work:
        halls = {hall.id: hall for hall in await bodies_of_kind("prefecture", by=by)}
        codes = {id: (hall.code or "")[:2] for id, hall in halls.items()}
        registered = await in_force(by=by)
        by_body = people_by_body(registered)
        at_work, pool, people, forms, unmet, needs, towns = await asked_together(
            [PEOPLE_AT_WORK, POOL, REGISTERED, FORMS, UNMET, NEEDS, TOWNS]
        )
        return NationalFigures(
            as_of=work.now,
            prefectures={codes[id]: hall.name for id, hall in halls.items()},
            people_at_work=_people(at_work, "people-at-work", codes, work.now),
            pool=_people(pool, "pool-people", codes, work.now),
            needs={row.state: row.needs for row in needs},
            towns=_standings(towns),
            registrations=made("registrations", sum(by_body.values()), as_of=work.now, rows=REGISTERED_TODAY),
            registered=_people(people, "registered-people", codes, work.now),
            registered_forms={row.form or "": row.people for row in forms},
            unmet={(_code(row.prefecture, codes), row.role): row.needs for row in unmet},
            training=await national_counts(by=by),
            registrations_by_prefecture=_by_prefecture(by_body, codes),
            registrations_by_month=months_so_far([row.first_day for row in registered], today=work.today),
            frameworks=await frameworks_in_place(by=by),
        )


async def by_prefecture_and_role(*, key: str, by: Viewer) -> tuple[PeopleTable, dict[str, str]]:
    """A national table by prefecture and role, and the prefectures' names by two digits. Raises `NotFound`."""
    figures = await national_figures(by=by)
    found = next((table for table in figures.tables if table.key == key), None)
    if found is None:
        raise NotFound
    return found, figures.prefectures


async def town_rows(*, standing: str = "", prefecture: str = "", alone: str = "", by: Viewer) -> list[TownRow]:
    """The towns behind a count of bodies; nobody's but the ministry's. `alone`: "one" one-person IT, "unknown"."""
    async with reading(by) as work:
        rows = await work.connection.fetch(TOWN_ROWS, standing, prefecture, alone)
        return [convert(dict(row), TownRow) for row in rows]


def months_so_far(first_days: Collection[date], *, today: date) -> list[tuple[str, int | None]]:
    """How many of today's registrations had begun by each month's end: twelve `("11月", 312)`, next month None."""
    this_month = first_of_month(today)
    months = [add_months(this_month, n) for n in range(1 - MONTHS_SHOWN, 2)]
    days = sorted(first_days)
    begun = [(f"{month.month}月", bisect_left(days, end)) for month, end in pairwise(months)]
    return [*begun, (f"{months[-1].month}月", None)]


def _people(rows: Collection[PeopleCount], key: str, codes: Mapping[UUID, str], as_of: datetime) -> PeopleTable:
    cells = {
        (
            ALL if row.all_prefectures else _code(row.prefecture, codes),
            ALL if row.all_roles else row.role or UNKNOWN,
        ): row.people
        for row in rows
    }
    return PeopleTable(key=key, as_of=as_of, cells=printed(cells))


def _standings(rows: Collection[StandingCount]) -> TownStandings:
    whole = {"supported": 0, "waiting": 0, "never": 0}
    alone = dict(whole)
    unknown = 0
    for row in rows:
        whole[row.standing] += row.bodies
        if row.one_person_it:
            alone[row.standing] += row.bodies
        elif row.one_person_it is None:
            unknown += row.bodies
    return TownStandings(all=whole, one_person_it=alone, unknown=unknown)


def _code(body: UUID | None, codes: Mapping[UUID, str]) -> str:
    return codes.get(body, UNKNOWN) if body else UNKNOWN


def _by_prefecture(by_body: Mapping[UUID, int], codes: Mapping[UUID, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for body, people in by_body.items():
        code = _code(body, codes)
        found[code] = found.get(code, 0) + people
    return found

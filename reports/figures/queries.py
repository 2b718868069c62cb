"""The current figures, counted live. National ones come from views that only the ministry's viewers get rows from."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec import convert

from auth.organisations.queries import bodies_of_kind
from auth.viewer import Viewer
from foundation.database.unit_of_work import Work, reading
from foundation.text.dates import add_months, first_of_month
from registry.accelerators.queries import first_days_in_force, in_force_by_body
from registry.frameworks.queries import frameworks_in_place
from reports.figures.rules import BY_KEY, Figure
from reports.figures.schemas import UNKNOWN, NationalFigures, PeopleTable, TownRow, TownStandings
from reports.figures.suppression import ALL, printed
from training.enrolments.queries import national_counts

PEOPLE_AT_WORK: Final = "select prefecture, role, people, all_prefectures, all_roles from national_counts"
POOL: Final = "select prefecture, role, people, all_prefectures, all_roles from national_pool"
REGISTERED: Final = "select prefecture, role, people, all_prefectures, all_roles from national_registrations"
FORMS: Final = "select form, people from national_registration_forms"
UNMET: Final = "select prefecture, role, needs from national_unmet"
TOWN_ROWS: Final = """
select o.code, o.name, hall.name as prefecture, n.standing, n.one_person_it from national_town_rows n
join organisation o on o.id = n.town join organisation hall on hall.id = n.prefecture
where ($1 = '' or n.standing = $1) and ($2 = '' or hall.code = $2)
    and ($3 = '' or $3 = 'one' and n.one_person_it or $3 = 'unknown' and n.one_person_it is null) order by o.code
"""
NEEDS: Final = "select state, needs from national_needs"
TOWNS: Final = "select standing, one_person_it, sum(bodies)::integer as bodies from national_towns group by 1, 2"
MONTHS_SHOWN: Final = 12


async def national_figures(*, by: Viewer) -> NationalFigures:
    """What the ministry may count: no names, small cells withheld. For anybody else every count is 0."""
    async with reading(by) as work:
        halls = {hall.id: hall for hall in await bodies_of_kind("prefecture", by=by)}
        codes = {id: (hall.code or "")[:2] for id, hall in halls.items()}
        by_body = await in_force_by_body(by=by)
        return NationalFigures(
            as_of=work.now,
            prefectures={codes[id]: hall.name for id, hall in halls.items()},
            people_at_work=await _people(PEOPLE_AT_WORK, "people-at-work", codes, work),
            pool=await _people(POOL, "pool-people", codes, work),
            needs={row["state"]: row["needs"] for row in await work.connection.fetch(NEEDS)},
            towns=_standings(await work.connection.fetch(TOWNS)),
            registrations=Figure(BY_KEY["registrations"], sum(by_body.values()), work.now, rows="/accelerators"),
            registered=await _people(REGISTERED, "registered-people", codes, work),
            registered_forms={row["form"] or "": row["people"] for row in await work.connection.fetch(FORMS)},
            unmet={
                (codes.get(row["prefecture"], UNKNOWN), row["role"]): row["needs"]
                for row in await work.connection.fetch(UNMET)
            },
            training=await national_counts(by=by),
            registrations_by_prefecture=_by_prefecture(by_body, codes),
            registrations_by_month=months_so_far(await first_days_in_force(by=by), today=work.today),
            frameworks=await frameworks_in_place(by=by),
        )


async def town_rows(*, standing: str = "", prefecture: str = "", alone: str = "", by: Viewer) -> list[TownRow]:
    """The towns behind a count of bodies; nobody's but the ministry's. `alone`: "one" one-person IT, "unknown"."""
    async with reading(by) as work:
        rows = await work.connection.fetch(TOWN_ROWS, standing, prefecture, alone)
        return [convert(dict(row), TownRow) for row in rows]


def months_so_far(first_days: Collection[date], *, today: date) -> list[tuple[str, int | None]]:
    """How many of today's registrations had begun by each month's end: twelve `("11月", 312)`, next month None."""
    this_month = first_of_month(today)
    months = [add_months(this_month, n) for n in range(1 - MONTHS_SHOWN, 1)]
    begun = [(f"{month.month}月", sum(day < add_months(month, 1) for day in first_days)) for month in months]
    return [*begun, (f"{add_months(this_month, 1).month}月", None)]


async def _people(question: str, key: str, codes: Mapping[UUID, str], work: Work) -> PeopleTable:
    cells = {}
    for row in await work.connection.fetch(question):
        prefecture = ALL if row["all_prefectures"] else codes.get(row["prefecture"], UNKNOWN)
        cells[prefecture, ALL if row["all_roles"] else row["role"] or UNKNOWN] = row["people"]
    return PeopleTable(key=key, as_of=work.now, cells=printed(cells))


def _standings(rows: Collection[Mapping[str, Any]]) -> TownStandings:
    whole = {"supported": 0, "waiting": 0, "never": 0}
    alone = dict(whole)
    unknown = 0
    for row in rows:
        whole[row["standing"]] += row["bodies"]
        if row["one_person_it"]:
            alone[row["standing"]] += row["bodies"]
        elif row["one_person_it"] is None:
            unknown += row["bodies"]
    return TownStandings(all=whole, one_person_it=alone, unknown=unknown)


def _by_prefecture(by_body: Mapping[UUID, int], codes: Mapping[UUID, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for body, people in by_body.items():
        code = codes.get(body, UNKNOWN)
        found[code] = found.get(code, 0) + people
    return found

"""A nation that grows by drawn steps, each through the operations, and what its figures have to be at every step."""

from collections.abc import Awaitable, Callable
from decimal import Decimal
from random import Random
from typing import Final

from auth.viewer import Viewer
from foundation.database.together import asked_together
from foundation.database.unit_of_work import reading
from foundation.text.codes import prefecture_code
from foundation.text.ids import body_id
from registry.accelerators import operations as accelerators
from registry.accelerators.queries import registrations
from registry.accelerators.schemas import Recommendation, Term
from registry.municipalities.loading import MINISTRY
from registry.municipalities.operations import record_facts
from registry.municipalities.rules import DX_STAFF, POPULATION
from registry.needs.operations import withdraw_need
from registry.needs.queries import needs
from registry.skills.rules import ROLES
from reports.figures.queries import PEOPLE_AT_WORK, POOL, REGISTERED, PeopleCount, national_figures, town_rows
from reports.figures.regional import NO_ROLE, RegionalFigure, regional_figures
from reports.figures.schemas import NationalFigures
from tests.matching.employment import TODAY, matchable_need
from tests.registry.people import designer
from tests.world import World

Step = Callable[[World, Random], Awaitable[None]]
TERM: Final = Term(first_day=TODAY, last_day=TODAY.replace(year=TODAY.year + 2))
BOUNDS: Final = (0, 1, 2, 50_000, 50_001)
"""DX staff and residents on both sides of what makes a one-person IT."""
AT_ONCE: Final = 500
SURVEY: Final = Viewer.system(MINISTRY)


async def take_in(world: World, draw: Random) -> None:
    """Somebody new in a pool, with one role or several; every second one is recommended."""
    hall = draw.choice((world.hiroshima, world.ehime))
    roles = draw.sample(sorted(ROLES), draw.randint(1, 3))
    member = await designer(by=hall, name="架空 太郎", roles=roles, email=f"p{draw.random()}@example.jp")
    if draw.random() < 0.5:
        wanted = Recommendation(member=member, pledge=True, name_consent=True)
        await accelerators.recommend(recommendation=wanted, by=hall)


async def move_on(world: World, draw: Random) -> None:
    """A registration goes one step further, or back."""
    rows, _ = await registrations(by=world.ministry, size=AT_ONCE)
    if not rows:
        await take_in(world, draw)
        return
    row, by = draw.choice(sorted(rows, key=lambda row: row.id)), world.ministry
    if row.state == "recommended":
        await accelerators.check(id=row.id, by=by)
    elif row.state == "checked":
        await accelerators.register(id=row.id, term=TERM, by=by)
    elif row.state == "suspended":
        await accelerators.resume(id=row.id, by=by)
    elif row.state in ("registered", "in_use"):
        away = draw.choice((accelerators.suspend, accelerators.strike_off))
        await away(id=row.id, reason="確認のため", by=by)


async def ask(world: World, draw: Random) -> None:
    """A town of either prefecture needs somebody."""
    town, hall = draw.choice(
        ((world.sera, world.hiroshima), (world.jinseki, world.hiroshima), (world.matsuyama, world.ehime))
    )
    await matchable_need(town, by=hall, role=draw.choice(sorted(ROLES)))


async def take_back(world: World, draw: Random) -> None:
    """松山市 needs nobody any more; no proposal waits for it."""
    rows, _ = await needs(by=world.matsuyama, states=["accepted"], size=AT_ONCE)
    if rows:
        row = draw.choice(sorted(rows, key=lambda row: row.id))
        await withdraw_need(id=row.id, reason="事情が変わったため", by=world.matsuyama)


async def count_staff(world: World, draw: Random) -> None:
    """It becomes known how many people a town has, for DX and in all."""
    town = draw.choice((world.sera, world.jinseki, world.akiota)).organisation
    assert town is not None
    facts = [(town, indicator, Decimal(draw.choice(BOUNDS)), None) for indicator in (DX_STAFF, POPULATION)]
    await record_facts(facts=facts, as_of=TODAY, source="架空の調査", verb="drawn_facts", by=SURVEY)


STEPS: Final[tuple[Step, ...]] = (take_in, take_in, move_on, move_on, ask, take_back, count_staff)


async def whatever_does_not_add_up(world: World) -> list[str]:
    """Every national number beside the rows that open behind it: the ministry's own, and those of the prefectures."""
    figures = await national_figures(by=world.ministry)
    wrong = [*await _towns(figures, world.ministry), *await _registered(figures, world.ministry)]
    async with reading(world.ministry):
        people = dict(zip(("people-at-work", "pool-people", "registrations"),
                          await asked_together([PEOPLE_AT_WORK, POOL, REGISTERED]), strict=True))  # fmt: skip
    for code, hall in (("34", world.hiroshima), ("38", world.ehime)):
        region = await regional_figures(by=hall)
        wrong += [f"{code} {what}" for what in _unlike(figures, people, region, code)]
    return wrong


async def _towns(figures: NationalFigures, by: Viewer) -> list[str]:
    wrong = []
    for standing, towns in figures.towns.all.items():
        rows = await town_rows(standing=standing, by=by)
        alone = await town_rows(standing=standing, alone="one", by=by)
        if (len(rows), len(alone)) != (towns, figures.towns.one_person_it[standing]):
            wrong.append(f"towns {standing}")
    unknown = len(await town_rows(alone="unknown", by=by)) != figures.towns.unknown
    return wrong + ["towns of which it is not known"] * unknown


async def _registered(figures: NationalFigures, by: Viewer) -> list[str]:
    rows, _ = await registrations(today=True, by=by, size=AT_ONCE)
    wrong = ["registrations"] * (len(rows) != figures.registrations.value)
    wrong += ["months"] * (figures.registrations_by_month[-2][1] != len(rows))
    wrong += ["forms"] * (sum(figures.registered_forms.values()) != len(rows))
    for code, people in figures.registrations_by_prefecture.items():
        own, _ = await registrations(today=True, recommended_by=body_id(prefecture_code(code)), by=by, size=AT_ONCE)
        wrong += [f"registrations of {code}"] * (len(own) != people)
    return wrong


def _unlike(
    figures: NationalFigures, people: dict[str, list[PeopleCount]], region: dict[str, RegionalFigure], code: str
) -> list[str]:
    """The nation's numbers of a prefecture that are not those of its own board, withheld ones counted too."""
    here = body_id(prefecture_code(code))
    wrong = [
        f"{key} {role}" for key, rows in people.items()
        for role, count in _of_prefecture(rows, here).items()
        if (key != "registrations" or role == "") and len(region[key].of(cell=role)) != count
    ]  # fmt: skip
    unmet = {role: count for (prefecture, role), count in figures.unmet.items() if prefecture == code}
    opened = {role: len(region["needs-unmet"].of(cell=role)) for role in (*ROLES, NO_ROLE)}
    return wrong + ["needs-unmet"] * ({role: count for role, count in opened.items() if count} != unmet)


def _of_prefecture(rows: list[PeopleCount], prefecture: object) -> dict[str, int]:
    """Role ("" for all) -> people, of one prefecture."""
    return {
        "" if row.all_roles else row.role or NO_ROLE: row.people
        for row in rows if row.prefecture == prefecture and not row.all_prefectures
    }  # fmt: skip

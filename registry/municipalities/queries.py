"""Towns and their latest facts. Everybody may read them."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from msgspec import Struct, convert

from auth.organisations.queries import taking_part_with
from auth.viewer import Viewer
from foundation.database.paging import Page
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from foundation.text.search import search_key
from registry.municipalities.rules import DX_STAFF, INDICATORS, POPULATION, is_one_person_it
from registry.municipalities.schemas import FactRow, StandingFact

TOWNS = """
select o.id, o.code, o.name, o.kana, m.kind, m.prefecture, m.latitude, m.longitude,
    population.number::integer as population, population.as_of as population_as_of,
    staff.number::double precision as dx_staff, staff.as_of as dx_staff_as_of
from municipality m join organisation o on o.id = m.organisation
left join lateral (select number, as_of from municipality_fact f where f.municipality = o.id and f.indicator = $1
    order by as_of desc limit 1) population on true
left join lateral (select number, as_of from municipality_fact f where f.municipality = o.id and f.indicator = $2
    order by as_of desc limit 1) staff on true
"""


PLACES = """(select o.id, o.code, m.latitude, m.longitude
    from municipality m join organisation o on o.id = m.organisation)"""
"""Where a municipality is, in degrees, for another noun's own statement."""


FACTS = """
select distinct on (indicator) indicator, number, answer, as_of, source from municipality_fact
where municipality = $1 order by indicator, as_of desc
"""


STANDING = """
select f.municipality, f.indicator, f.number, f.answer, f.as_of, f.source, f.version, who.name as recorder
from municipality_fact f left join organisation who on who.id = f.recorded_by
where f.municipality = any ($1::uuid[])
"""
LATEST = f"""
select distinct on (municipality, indicator) * from ({STANDING}) f order by municipality, indicator, as_of desc
"""
FOUND = """
select m.organisation from municipality m join organisation o on o.id = m.organisation
where ($1::uuid is null or m.prefecture = $1) and m.search_key like '%' || $2 || '%' order by o.code
"""


class Town(Struct, frozen=True):
    """A municipality with what is known of it; None where it is 未登録. Coordinates in degrees (WGS 84)."""

    id: UUID
    code: str
    name: str
    kana: str
    kind: str
    prefecture: UUID
    latitude: float
    longitude: float
    population: int | None
    population_as_of: date | None
    dx_staff: float | None
    dx_staff_as_of: date | None

    @property
    def one_person_it(self) -> bool | None:
        """ひとり情シス: derived from two facts, None where one is missing."""
        return is_one_person_it(dx_staff=self.dx_staff, population=self.population)


async def town_by_code(*, code: str, by: Viewer) -> Town:
    """The municipality with this 団体コード. Raises `NotFound`."""
    async with reading(by) as work:
        row = await work.connection.fetchrow(f"{TOWNS} where o.code = $3", POPULATION, DX_STAFF, code)
        if row is None:
            raise NotFound
        return convert(dict(row), Town)


async def facts_of(*, municipality: UUID, by: Viewer) -> list[FactRow]:
    """The latest fact of each indicator that is known of a town, in the order of the indicators."""
    async with reading(by) as work:
        rows = await work.connection.fetch(FACTS, municipality)
    known = [*INDICATORS, *sorted({row["indicator"] for row in rows} - set(INDICATORS))]
    return sorted(
        (convert(dict(row) | {"name": INDICATORS.get(row["indicator"], row["indicator"])}, FactRow) for row in rows),
        key=lambda fact: known.index(fact.indicator),
    )


async def towns_of(*, prefecture: UUID, by: Viewer) -> list[Town]:
    """Every municipality of a prefecture, by code."""
    async with reading(by) as work:
        rows = await work.connection.fetch(
            f"{TOWNS} where m.prefecture = $3 order by o.code", POPULATION, DX_STAFF, prefecture
        )
        return [convert(dict(row), Town) for row in rows]


async def towns_found(
    *, by: Viewer, words: str = "", prefecture: UUID | None = None, number: int = 1
) -> tuple[list[Town], Page]:
    """A page of the municipalities of a prefecture, or of all, whose name or kana holds `words`; by code."""
    key = search_key(words).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    async with reading(by) as work:
        ids = [row["organisation"] for row in await work.connection.fetch(FOUND, prefecture, key)]
        found = Page(number, len(ids))
        towns = await towns_by_id(ids=ids[found.offset : found.offset + found.size], by=by)
        return sorted(towns.values(), key=lambda town: town.code), found


async def towns_kept_by(*, by: Viewer) -> list[Town]:
    """The towns whose facts the viewer's body records: itself, or those of the prefecture it is."""
    if by.organisation is None:
        return []
    own = list((await towns_by_id(ids=[by.organisation], by=by)).values())
    return own or await towns_of(prefecture=by.organisation, by=by)


async def towns_of_pool(*, pool: UUID, by: Viewer) -> list[Town]:
    """The towns that the keeper of a pool works for, by code: its prefecture's, or those that take part in a union."""
    async with reading(by):
        own = await towns_of(prefecture=pool, by=by)
        if own:
            return own
        linked = await towns_by_id(ids=await taking_part_with(pool, by=by), by=by)
        return sorted(linked.values(), key=lambda town: town.code)


async def towns_of_hall(*, by: Viewer) -> list[Town]:
    """The same of the viewer's own body."""
    return await towns_of_pool(pool=by.organisation, by=by) if by.organisation else []


async def facts_on(*, towns: Collection[UUID], by: Viewer) -> dict[tuple[UUID, str, date], StandingFact]:
    """Every fact of these towns by town, indicator and day."""
    async with reading(by) as work:
        rows = await work.connection.fetch(STANDING, list(towns))
    facts = [convert(dict(row), StandingFact) for row in rows]
    return {(fact.municipality, fact.indicator, fact.as_of): fact for fact in facts}


async def latest_facts(*, towns: Collection[UUID], by: Viewer) -> list[StandingFact]:
    """The latest fact of each indicator of these towns."""
    async with reading(by) as work:
        return [convert(dict(row), StandingFact) for row in await work.connection.fetch(LATEST, list(towns))]


async def history_of(*, municipality: UUID, by: Viewer) -> list[StandingFact]:
    """Every fact of a town, by indicator in their order, the latest first."""
    facts = await facts_on(towns=[municipality], by=by)
    known = [*INDICATORS, *sorted({fact.indicator for fact in facts.values()} - set(INDICATORS))]
    latest_first = sorted(facts.values(), key=lambda fact: fact.as_of, reverse=True)
    return sorted(latest_first, key=lambda fact: known.index(fact.indicator))


async def towns_by_id(*, ids: Collection[UUID], by: Viewer) -> dict[UUID, Town]:
    """Id -> town."""
    async with reading(by) as work:
        rows = await work.connection.fetch(f"{TOWNS} where o.id = any ($3::uuid[])", POPULATION, DX_STAFF, list(ids))
        return {row["id"]: convert(dict(row), Town) for row in rows}


async def prefecture_of(municipality: UUID, *, by: Viewer) -> UUID:
    """The prefecture of a municipality."""
    async with reading(by) as work:
        found = await work.connection.fetchval(
            "select prefecture from municipality where organisation = $1", municipality
        )
        if found is None:
            raise NotFound
        prefecture: UUID = found
        return prefecture

"""Towns and their latest facts. Everybody may read them."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from msgspec import Struct, convert

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from registry.municipalities.rules import DX_STAFF, INDICATORS, POPULATION, is_one_person_it
from registry.municipalities.schemas import FactRow

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


FACTS = """
select distinct on (indicator) indicator, number, answer, as_of, source from municipality_fact
where municipality = $1 order by indicator, as_of desc
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

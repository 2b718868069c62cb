"""Bodies by id, by code and by kind. Everybody may read them."""

from collections.abc import Collection
from uuid import UUID

from msgspec import Struct, convert

from auth.viewer import Reach, Viewer
from foundation.database.unit_of_work import reading

COLUMNS = "id, kind, code, name, kana, prefecture"
UNIONS = """
select distinct union_body.id from organisation_link link
join organisation union_body on union_body.id = link.parent and union_body.kind = 'union'
where link.child = $1 and link.during @> $2::date order by union_body.id
"""
LOCAL = """
select id from organisation where id = any ($1::uuid[]) and kind in ('prefecture', 'union', 'municipality')
"""
REACHED = "select distinct child from organisation_link where parent = $1 and during @> $2::date"


class Body(Struct, frozen=True):
    """A body as others see it. `code` is the six-digit 団体コード of a public body."""

    id: UUID
    kind: str
    code: str | None
    name: str
    kana: str
    prefecture: UUID | None


async def body(*, id: UUID, by: Viewer) -> Body | None:
    """The body, or None."""
    async with reading(by) as work:
        row = await work.connection.fetchrow(f"select {COLUMNS} from organisation where id = $1", id)
        return convert(dict(row), Body) if row else None


async def bodies_of_kind(kind: str, *, by: Viewer) -> list[Body]:
    """Every body of a kind, by code, then by kana."""
    async with reading(by) as work:
        rows = await work.connection.fetch(
            f'select {COLUMNS} from organisation where kind = $1 order by code, kana collate "C", id',
            kind,
        )
        return [convert(dict(row), Body) for row in rows]


async def unions_of(town: UUID, *, by: Viewer) -> list[UUID]:
    """The unions in whose framework a town takes part today."""
    async with reading(by) as work:
        return [row["id"] for row in await work.connection.fetch(UNIONS, town, work.today)]


async def taking_part_with(pool: UUID, *, by: Viewer) -> list[UUID]:
    """The bodies that a prefecture or a union looks after today, or that take part in its framework."""
    async with reading(by) as work:
        return [row["child"] for row in await work.connection.fetch(REACHED, pool, work.today)]


async def system_for(body: UUID) -> Viewer:
    """The system working for a prefecture or a union, with the reach its officers have today."""
    linked = await taking_part_with(body, by=Viewer.public())
    return Viewer.system(body, reach=Reach([body, *linked]))


async def local_bodies(ids: Collection[UUID], *, by: Viewer) -> set[UUID]:
    """Those of the ids that are of prefectures, unions and municipalities."""
    async with reading(by) as work:
        rows = await work.connection.fetch(LOCAL, list(ids))
        return {row["id"] for row in rows}


async def names_of(ids: set[UUID], *, by: Viewer) -> dict[UUID, str]:
    """Id -> name, for the bodies that exist. Asked once in a unit of work, however many lists want names."""
    async with reading(by) as work:
        known: dict[UUID, str] = work.known.setdefault("names of bodies", {})
        if missing := ids - known.keys():
            rows = await work.connection.fetch(
                "select id, name from organisation where id = any ($1::uuid[])", list(missing)
            )
            known.update((row["id"], row["name"]) for row in rows)
        return {id: known[id] for id in ids if id in known}

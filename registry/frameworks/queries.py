"""Which prefectures have a framework, of which model, with whom. Everybody may read it."""

from typing import Final
from uuid import UUID

from msgspec import convert

from auth.organisations.queries import Body, bodies_of_kind
from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from registry.frameworks.schemas import FrameworkPage, FrameworkRow
from registry.frameworks.tables import Framework

ROWS: Final = """
select hall.id as prefecture, hall.code, hall.name as prefecture_name, f.name, f.model, f.started_on, f.owner_kind,
    owner.name as owner_name, coalesce(taking.part, 0)::integer as participants,
    (select count(*) from organisation t where t.kind = 'municipality' and t.prefecture = hall.id)::integer as towns,
    f.pool_owner, coalesce(f.source, '') as source, coalesce(f.note, '') as note, coalesce(f.version, 0) as version
from organisation hall
left join framework f on f.prefecture = hall.id
left join organisation owner on owner.id = f.pool_owner
left join lateral (select count(*) as part from organisation_link l
    where l.parent = f.pool_owner and l.kind = 'framework' and l.during @> $1::date) taking on true
where hall.kind = 'prefecture' and ($2::text is null or hall.code = $2)
order by hall.code
"""
PART: Final = """
select child from organisation_link where parent = $1 and kind = 'framework' and during @> $2::date
"""


async def frameworks_in_place(*, by: Viewer) -> int:
    """How many prefectures have one."""
    async with reading(by):
        count: int = await Framework.count()
        return count


async def overview(*, by: Viewer) -> list[FrameworkRow]:
    """The 47 prefectures by code, with or without a framework."""
    async with reading(by) as work:
        return [convert(dict(row), FrameworkRow) for row in await work.connection.fetch(ROWS, work.today, None)]


async def framework_of(*, code: str, by: Viewer) -> FrameworkPage:
    """The framework of the prefecture with this 団体コード, also where none is recorded yet. Raises `NotFound`."""
    async with reading(by) as work:
        row = await work.connection.fetchrow(ROWS, work.today, code)
        if row is None:
            raise NotFound
        owner: UUID | None = row["pool_owner"]
        rows = await work.connection.fetch(PART, owner, work.today)
        return FrameworkPage(
            convert(dict(row), FrameworkRow), owner, row["source"], row["note"], row["version"],
            [part["child"] for part in rows],
        )  # fmt: skip


async def possible_owners(*, prefecture: UUID, by: Viewer) -> list[Body]:
    """Bodies of a prefecture that may keep its pool: itself and its unions; a town alone keeps none."""
    halls = [body for body in await bodies_of_kind("prefecture", by=by) if body.id == prefecture]
    unions = [body for body in await bodies_of_kind("union", by=by) if body.prefecture == prefecture]
    return [*halls, *unions]

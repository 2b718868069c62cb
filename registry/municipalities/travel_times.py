"""Minutes between two towns as the viewer's body keeps them, with source and day."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.unit_of_work import reading, unit_of_work
from foundation.text.ids import body_id

KEPT: Final = """
select a.code, b.code as other_code, a.name, b.name as other_name, t.minutes, t.as_of, t.source
from travel_time t join organisation a on a.id = t.municipality join organisation b on b.id = t.other_municipality
where t.owner = $1 order by a.code, b.code
"""
RECORD: Final = """
insert into travel_time (id, owner, municipality, other_municipality, minutes, as_of, source, entered_by, entered_at)
select new.id, $1, new.municipality, new.other, new.minutes, new.as_of, new.source, $2, $3
from unnest($4::uuid[], $5::uuid[], $6::uuid[], $7::integer[], $8::date[], $9::text[])
    as new (id, municipality, other, minutes, as_of, source)
on conflict (owner, least(municipality, other_municipality), greatest(municipality, other_municipality)) do update
set minutes = excluded.minutes, as_of = excluded.as_of, source = excluded.source, entered_by = excluded.entered_by,
    entered_at = excluded.entered_at
"""


class KnownTravel(Struct, frozen=True):
    """One-way minutes between two towns, true both ways round; `codes` are their 団体コード, the smaller first."""

    codes: tuple[str, str]
    names: tuple[str, str]
    minutes: int
    as_of: date
    source: str


async def travel_times(*, by: Viewer) -> list[KnownTravel]:
    """What the viewer's body keeps, in the order of codes."""
    async with reading(by) as work:
        rows = await work.connection.fetch(KEPT, by.organisation)
    return [
        KnownTravel(
            (row["code"], row["other_code"]), (row["name"], row["other_name"]), row["minutes"], row["as_of"],
            row["source"],
        )
        for row in rows
    ]  # fmt: skip


async def record_travel_times(*, times: Sequence[KnownTravel], by: Viewer) -> None:
    """Keep these for the viewer's body; what stood for the same two towns is replaced."""
    require(by, Right.ALLOCATE)
    if not times:
        return
    async with unit_of_work(by) as work:
        columns = zip(
            *[(work.new_id(), *map(body_id, each.codes), each.minutes, each.as_of, each.source) for each in times],
            strict=True,
        )
        await work.connection.execute(
            RECORD, by.organisation, by.account, work.now, *(list(column) for column in columns)
        )
        await record(by=by, verb="record_travel_times", noun="travel_time", subject=None, after={"rows": len(times)})

"""Facts that a town or its prefecture records. Part of `operations`. Published ones are the command line's alone."""

from collections.abc import Sequence
from uuid import UUID

from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed
from registry.municipalities.access import may_record_of
from registry.municipalities.queries import facts_on, town_by_code, towns_by_id
from registry.municipalities.schemas import FactEntry, NewFact

STALE = (
    "この数字は、ほかの人が先に変えました。書いた内容は画面に残っています。"
    "最新の値を確かめてから、もう一度送ってください。"
)
PUBLISHED = (
    "この時点の値は、公表された資料から取り込んだものです。何も変えていません。"
    "違う値を残すときは、時点を変えてください。"
)

# A published fact stays: neither the policy nor this statement touches a row that nobody recorded.
RECORD = """
insert into municipality_fact as f (id, municipality, indicator, as_of, number, answer, source, recorded_by, entered_by,
    entered_at)
select new.id, new.municipality, new.indicator, new.as_of, new.number, new.answer, new.source, $8, $9, $10
from unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[], $5::numeric[], $6::text[], $7::text[])
    as new (id, municipality, indicator, as_of, number, answer, source)
on conflict (municipality, indicator, as_of) do update set number = excluded.number, answer = excluded.answer,
    source = excluded.source, recorded_by = excluded.recorded_by, entered_by = excluded.entered_by,
    entered_at = excluded.entered_at, version = f.version + 1
where f.recorded_by is not null
returning id, version
"""


async def record_fact(*, code: str, entry: FactEntry, by: Viewer) -> Done:
    """Record a fact of a town as of a day, or correct the one recorded for that day.

    Raises `Conflict` where the day has a published value, or where somebody changed it after `entry.version`.
    """
    town = await town_by_code(code=code, by=by)
    if refusal := may_record_of(by, town=town.id, prefecture=town.prefecture):
        raise NotAllowed(refusal)
    async with unit_of_work(by):
        fact = entry.fact()
        standing = (await facts_on(towns=[town.id], by=by)).get((town.id, fact.indicator, fact.as_of))
        if standing is not None and standing.published:
            raise Conflict(PUBLISHED)
        if standing is not None and standing.version != entry.version:
            raise Conflict(STALE)
        (done,) = await record_many_facts(facts=[(town.id, fact)], by=by)
        return done


async def record_many_facts(*, facts: Sequence[tuple[UUID, NewFact]], by: Viewer) -> list[Done]:
    """Record facts of towns that the viewer's body may write about; published ones stay as they are."""
    require(by, Right.KEEP_FACTS)
    if not facts:
        return []
    async with unit_of_work(by) as work:
        for place in (await towns_by_id(ids={town for town, _ in facts}, by=by)).values():
            if refusal := may_record_of(by, town=place.id, prefecture=place.prefecture):
                raise NotAllowed(refusal)
        columns = zip(*[(work.new_id(), town, fact.indicator, fact.as_of, fact.number, fact.answer, fact.source)
                        for town, fact in facts], strict=True)  # fmt: skip
        rows = await work.connection.fetch(
            RECORD, *(list(column) for column in columns), by.organisation, by.account, work.now
        )
        for town in sorted({town for town, _ in facts}):
            names = sorted({fact.indicator for about, fact in facts if about == town})
            await record(
                by=by, verb="record_fact", noun="municipality_fact", subject=town, after=dict.fromkeys(names, 1)
            )
        return [Done(row["id"], row["version"]) for row in rows]

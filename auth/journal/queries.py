"""Reading the journal: who looked at me, and what my body did."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from msgspec import Struct, convert

from auth.viewer import Viewer
from foundation.database.paging import SIZE, Page
from foundation.database.unit_of_work import reading

READS_OF = """
select j.at, o.name as organisation, j.fields, j.purpose
from journal j left join organisation o on o.id = j.organisation
where j.person = $1 and j.is_read order by j.at desc limit $2
"""
LOOKS_BY_DAY = """
select (j.at at time zone 'Asia/Tokyo')::date as day, o.name as organisation, j.purpose,
    count(distinct j.id)::integer as times, array_agg(distinct field order by field) filter (where field is not null)
        as fields
from journal j left join organisation o on o.id = j.organisation left join lateral unnest(j.fields) field on true
where j.person = $1 and j.is_read and ($2 = '' or o.name = $2)
group by 1, 2, 3
order by day desc, organisation nulls last, j.purpose limit $3 offset $4
"""
GROUPS = """
select count(*) from (
    select distinct (j.at at time zone 'Asia/Tokyo')::date, o.name, j.purpose
    from journal j left join organisation o on o.id = j.organisation
    where j.person = $1 and j.is_read and ($2 = '' or o.name = $2)) looked
"""
BODIES_THAT_LOOKED = """
select o.name, count(*)::integer as times, max(j.at) as latest
from journal j join organisation o on o.id = j.organisation
where j.person = $1 and j.is_read group by o.name order by latest desc, o.name
"""
OF_BODY = """
from journal j left join account a on a.id = j.account
where j.organisation = $1 and ($2::uuid[] is null or j.person = any ($2))
    and ($3 = '' or strpos(a.display_name, $3) > 0)
    and ($4::timestamptz is null or j.at >= $4) and ($5::timestamptz is null or j.at < $5)
    and ($6::boolean is null or j.is_read = $6)
"""
COUNTED_OF_BODY = f"select count(*) {OF_BODY}"
ENTRIES_OF_BODY = f"""
select j.id, j.at, coalesce(a.display_name, '') as who, j.role, j.is_read, j.verb, j.noun, j.subject, j.person,
    j.fields, j.purpose
{OF_BODY} order by j.at desc, j.id desc limit $7 offset $8
"""
ENTRIES_ABOUT = """
select j.id, j.at, coalesce(a.display_name, '') as who, j.role, j.is_read, j.verb, j.noun, j.subject, j.person,
    j.fields, j.purpose
from journal j left join account a on a.id = j.account
where j.organisation = $1 and j.subject = any ($2) order by j.at desc, j.id desc limit 100
"""
SINCE_SEAL = "select extract(epoch from now() - max(sealed_at))::float from journal_seal"
DONE_BY_BODY = """
select at, verb, noun, subject, fields, purpose, role from journal
where organisation = $1 order by at desc limit $2
"""


class Look(Struct, frozen=True):
    """Somebody looked at a person: when, for which body, at what, why."""

    at: datetime
    organisation: str | None
    fields: list[str]
    purpose: str


class LooksOfDay(Struct, frozen=True):
    """How often a body looked at a person on a day (in Japan) for a purpose, and at which fields in all."""

    day: date
    organisation: str | None
    purpose: str
    times: int
    fields: list[str]


class LookingBody(Struct, frozen=True):
    """A body that looked: how often in all, and when last."""

    name: str
    times: int
    latest: datetime


class EntriesAsked(Struct, frozen=True):
    """What is left out where it is None: whose rows, from when, until when (excluded), reads or changes alone.

    `who`: words in the name of the account; empty for everybody.
    """

    persons: list[UUID] | None = None
    who: str = ""
    since: datetime | None = None
    until: datetime | None = None
    is_read: bool | None = None


class BodyEntry(Struct, frozen=True):
    """An entry with the name of the account that acted, "" where none did or it is not seen any more."""

    id: UUID
    at: datetime
    who: str
    role: str
    is_read: bool
    verb: str
    noun: str
    subject: UUID | None
    person: UUID | None
    fields: list[str]
    purpose: str


class Entry(Struct, frozen=True):
    """One thing done for a body."""

    at: datetime
    verb: str
    noun: str
    subject: UUID | None
    fields: list[str]
    purpose: str
    role: str


async def who_looked(*, by: Viewer, limit: int = 100) -> list[Look]:
    """Who looked at the viewer's own data, latest first; empty for somebody who is no member."""
    if by.member is None:
        return []
    async with reading(by) as work:
        return [convert(dict(row), Look) for row in await work.connection.fetch(READS_OF, by.member, limit)]


async def looks_by_day(*, by: Viewer, organisation: str = "", number: int = 1) -> tuple[list[LooksOfDay], Page]:
    """Who looked at the viewer's own data by day, body and purpose, latest day first; of one body where it is named."""
    if by.member is None:
        return [], Page(1, 0)
    async with reading(by) as work:
        found = Page(number, await work.connection.fetchval(GROUPS, by.member, organisation))
        rows = await work.connection.fetch(LOOKS_BY_DAY, by.member, organisation, found.size, found.offset)
        return [convert({**row, "fields": row["fields"] or []}, LooksOfDay) for row in rows], found


async def bodies_that_looked(*, by: Viewer) -> list[LookingBody]:
    """The bodies that looked at the viewer's own data, the latest first."""
    if by.member is None:
        return []
    async with reading(by) as work:
        rows = await work.connection.fetch(BODIES_THAT_LOOKED, by.member)
        return [convert(dict(row), LookingBody) for row in rows]


async def entries_of_body(
    *, asked: EntriesAsked, by: Viewer, number: int = 1, size: int = SIZE
) -> tuple[list[BodyEntry], Page]:
    """A page of what was done and looked at for the viewer's body, latest first."""
    given = (by.organisation, asked.persons, asked.who, asked.since, asked.until, asked.is_read)
    async with reading(by) as work:
        found = Page(number, await work.connection.fetchval(COUNTED_OF_BODY, *given), size)
        rows = await work.connection.fetch(ENTRIES_OF_BODY, *given, found.size, found.offset)
        return [convert(dict(row), BodyEntry) for row in rows], found


async def entries_about(*, subjects: Collection[UUID], by: Viewer) -> list[BodyEntry]:
    """What was done for the viewer's body to some things, latest first. Nothing without the right."""
    async with reading(by) as work:
        rows = await work.connection.fetch(ENTRIES_ABOUT, by.organisation, list(subjects))
        return [convert(dict(row), BodyEntry) for row in rows]


async def seconds_since_seal() -> float | None:
    """How long ago the last seal was made; None where there is none yet."""
    async with reading(Viewer.public()) as work:
        since: float | None = await work.connection.fetchval(SINCE_SEAL)
        return since


async def done_by_body(*, by: Viewer, limit: int = 200) -> list[Entry]:
    """What was done for the viewer's body, latest first."""
    async with reading(by) as work:
        rows = await work.connection.fetch(DONE_BY_BODY, by.organisation, limit)
        return [convert(dict(row), Entry) for row in rows]

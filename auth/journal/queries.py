"""Reading the journal: who looked at me, and what my body did."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct, convert

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading

READS_OF = """
select j.at, o.name as organisation, j.fields, j.purpose
from journal j left join organisation o on o.id = j.organisation
where j.person = $1 and j.is_read order by j.at desc limit $2
"""
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


async def done_by_body(*, by: Viewer, limit: int = 200) -> list[Entry]:
    """What was done for the viewer's body, latest first."""
    async with reading(by) as work:
        rows = await work.connection.fetch(DONE_BY_BODY, by.organisation, limit)
        return [convert(dict(row), Entry) for row in rows]

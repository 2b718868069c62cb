"""What a body or a member has been told."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct, convert

from auth.permissions import rights_of
from auth.viewer import Viewer
from foundation.database.unit_of_work import reading

LATEST = """
select id, subject, body, link, created_at, read_at from notice
where (organisation = $1 and needed_right = any ($2::text[])) or member = $3
order by created_at desc, id desc limit $4
"""
UNREAD = """
select count(*) from notice
where ((organisation = $1 and needed_right = any ($2::text[])) or member = $3) and read_at is null
"""


class Notice(Struct, frozen=True):
    """One thing told."""

    id: UUID
    subject: str
    body: str
    link: str
    created_at: datetime
    read_at: datetime | None


async def latest_notices(*, by: Viewer, limit: int = 50) -> list[Notice]:
    """What the viewer was told for its rights or as a member, latest first."""
    async with reading(by) as work:
        rows = await work.connection.fetch(LATEST, by.organisation, list(rights_of(by)), by.member, limit)
        return [convert(dict(row), Notice) for row in rows]


async def unread_notices(*, by: Viewer) -> int:
    """How many of them nobody has opened."""
    async with reading(by) as work:
        count: int = await work.connection.fetchval(UNREAD, by.organisation, list(rights_of(by)), by.member)
        return count

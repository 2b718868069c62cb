"""What a body or a member has been told."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct, convert

from auth.accounts.queries import addresses_with_roles, own_addresses
from auth.organisations.queries import body
from auth.permissions import Right, holds, rights_of
from auth.viewer import Viewer
from foundation.database.paging import Page
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound

TOLD = "((organisation = $1 and needed_right = any ($2::text[])) or member = $3)"
COLUMNS = "id, subject, body, link, created_at, read_at"
LATEST = f"select {COLUMNS} from notice where {TOLD} order by created_at desc, id desc limit $4 offset $5"
COUNT = f"select count(*) from notice where {TOLD}"
UNREAD = f"select count(*) from notice where {TOLD} and read_at is null"
ONE = f"select {COLUMNS} from notice where {TOLD} and id = $4"
NEEDED_RIGHT = "select needed_right from notice where id = $1"


class Notice(Struct, frozen=True):
    """One thing told."""

    id: UUID
    subject: str
    body: str
    link: str
    created_at: datetime
    read_at: datetime | None


async def latest_notices(*, by: Viewer, limit: int = 50, offset: int = 0) -> list[Notice]:
    """What the viewer was told for its rights or as a member, latest first."""
    async with reading(by) as work:
        rows = await work.connection.fetch(LATEST, *_told(by), limit, offset)
        return [convert(dict(row), Notice) for row in rows]


async def notices(*, by: Viewer, number: int = 1) -> tuple[list[Notice], Page]:
    """A page of them."""
    async with reading(by) as work:
        found = Page(number, await work.connection.fetchval(COUNT, *_told(by)))
        return await latest_notices(by=by, limit=found.size, offset=found.offset), found


async def notice_told(*, id: UUID, by: Viewer) -> Notice:
    """One of them. Raises `NotFound`."""
    async with reading(by) as work:
        row = await work.connection.fetchrow(ONE, *_told(by), id)
        if row is None:
            raise NotFound
        return convert(dict(row), Notice)


async def unread_notices(*, by: Viewer) -> int:
    """How many of them nobody has opened."""
    async with reading(by) as work:
        count: int = await work.connection.fetchval(UNREAD, *_told(by))
        return count


async def addresses_for(*, notice: UUID, by: Viewer) -> list[str]:
    """Where the notice is mailed now: to the member, or to those who work for the body and hold the needed right."""
    if by.member is not None:
        return await own_addresses(by=by)
    assert by.organisation is not None
    async with reading(by) as work:
        needed = Right(await work.connection.fetchval(NEEDED_RIGHT, notice))
        told = await body(id=by.organisation, by=by)
        assert told is not None
        return [
            address
            for address, role in await addresses_with_roles(by=by)
            if holds(Viewer(account=None, organisation=told.id, kind=told.kind, role=role), needed)
        ]


def _told(by: Viewer) -> tuple[UUID | None, list[Right], UUID | None]:
    return by.organisation, list(rights_of(by)), by.member

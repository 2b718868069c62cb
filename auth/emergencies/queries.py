"""Requests for access in an emergency, as those concerned see them."""

from typing import Final
from uuid import UUID

from msgspec import convert

from auth.emergencies.rules import SHOWN, WAITS
from auth.emergencies.schemas import Emergencies, Emergency
from auth.permissions import Right, holds
from auth.staff.queries import staff_of_body
from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound

REQUESTS: Final = """
select e.id, e.organisation, o.name as organisation_name, e.sender, s.name as sender_name, e.account,
    coalesce(a.display_name, '') as who, e.reason, e.asked_at, e.decided_at, coalesce(d.display_name, '') as second,
    e.granted, e.until, e.ended_at, e.decided_at is null and e.ended_at is null and e.asked_at > $3 as waiting,
    e.granted is true and e.ended_at is null and e.until > $2 as running
from emergency_access e join organisation o on o.id = e.organisation join organisation s on s.id = e.sender
left join account a on a.id = e.account left join account d on d.id = e.decided_by
where (e.sender = $1 or e.organisation = $1 and $5) and ($6::uuid is null or e.id = $6)
order by e.asked_at desc, e.id desc limit $4
"""
SENT: Final = """
select exists (select from emergency_access e where e.account = $1 and e.organisation = $2 and e.sender = $3
    and e.granted and e.ended_at is null and e.until > $4)
"""


async def emergencies(*, by: Viewer) -> Emergencies:
    """The latest requests of the viewer's body, and to its managers and auditors those about it."""
    async with reading(by):
        towns = (await staff_of_body(by=by)).towns if holds(by, Right.KEEP_STAFF) else []
        return Emergencies(await _requests(by), towns)


async def emergency(*, id: UUID, by: Viewer) -> Emergency:
    """One of them. Raises `NotFound`."""
    found = await _requests(by, id)
    if not found:
        raise NotFound
    return found[0]


async def sent_to(*, organisation: UUID, by: Viewer) -> bool:
    """Whether the viewer acts in that body just now because the one they act for has agreed to it."""
    async with reading(by) as work:
        there: bool = await work.connection.fetchval(SENT, by.account, organisation, by.organisation, work.now)
        return there


async def _requests(by: Viewer, id: UUID | None = None) -> list[Emergency]:
    told = holds(by, Right.KEEP_STAFF) or holds(by, Right.READ_JOURNAL)
    async with reading(by) as work:
        rows = await work.connection.fetch(REQUESTS, by.organisation, work.now, work.now - WAITS, SHOWN, told, id)
        return [convert(dict(row), Emergency) for row in rows]

"""A person's own calendar outside: an address with a secret, given anew whenever they ask. Part of `operations`."""

import secrets
from hashlib import sha256
from typing import Final
from uuid import UUID

from auth.journal.operations import record
from auth.viewer import Viewer
from foundation.database.idempotency import Done, Told
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotAllowed
from matching.assignments.tables import CalendarLink

OWN_ONLY: Final = "カレンダー用のアドレスをつくれるのは、支援する本人だけです。何も変えていません。"
RENEW: Final = """
insert into calendar_link (member, secret_hash, created_at) values ($1, $2, $3)
on conflict (member) do update set secret_hash = excluded.secret_hash, created_at = excluded.created_at
"""


def hashed(secret: str) -> bytes:
    """What is kept of a secret: 32 random bytes need no salt."""
    return sha256(secret.encode()).digest()


async def renew_calendar_link(*, by: Viewer) -> Told:
    """A new secret for the viewer's own calendar, told this once; an earlier one opens nothing from now on.

    Raises `NotAllowed` to whoever is no member.
    """
    member, secret = _own(by), secrets.token_urlsafe(32)
    async with unit_of_work(by) as work:
        await work.connection.execute(RENEW, member, hashed(secret), work.now)
        await record(by=by, verb="renew", noun="calendar_link", subject=member, person=member)
        return Told(member, secret)


async def end_calendar_link(*, by: Viewer) -> Done:
    """No address opens the viewer's own calendar any more."""
    member = _own(by)
    async with unit_of_work(by):
        await CalendarLink.delete().where(CalendarLink.member == member)
        await record(by=by, verb="end", noun="calendar_link", subject=member, person=member)
        return Done(member)


def _own(by: Viewer) -> UUID:
    if by.member is None or by.organisation is not None:
        raise NotAllowed(OWN_ONLY)
    return by.member

"""From a session's secret to the viewer it stands for."""

import hashlib
from typing import Any
from uuid import UUID

from auth.signin.rules import ABSOLUTE, IDLE, SEEN_EVERY
from auth.viewer import Reach, Viewer
from foundation.database.unit_of_work import Work, unit_of_work

SESSION = """
select v.*, s.seen_at from web_session s
cross join lateral viewer_for(s.account, s.organisation, $2) v
where s.token_hash = $1 and s.seen_at > $3 and s.created_at > $4
"""


def token_hash(token: str) -> bytes:
    """What the database keeps of the cookie's secret."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


async def viewer_of_session(token: str | None) -> Viewer:
    """The viewer of a living session; the public otherwise."""
    if not token:
        return Viewer.public()
    async with unit_of_work(Viewer.public()) as work:
        row = await work.connection.fetchrow(
            SESSION, token_hash(token), work.today, work.now - IDLE, work.now - ABSOLUTE
        )
        if row is None:
            return Viewer.public()
        if work.now - row["seen_at"] > SEEN_EVERY:
            await work.connection.execute(
                "update web_session set seen_at = $2 where token_hash = $1", token_hash(token), work.now
            )
        return viewer_from(row)


async def viewer_acting(work: Work, account: UUID, organisation: UUID | None) -> Viewer | None:
    """The viewer that `account` is when acting for `organisation` (None: the first body it works for)."""
    row = await work.connection.fetchrow("select * from viewer_for($1, $2, $3)", account, organisation, work.today)
    return viewer_from(row) if row else None


def viewer_from(row: Any) -> Viewer:
    """From a row of `viewer_for`."""
    return Viewer(
        account=row["account"],
        organisation=row["organisation"],
        kind=row["organisation_kind"] or "member",
        role=row["role"],
        member=row["member"],
        reach=Reach(row["reach"]),
        pools=Reach(row["pools"]),
        account_name=row["display_name"],
        organisation_name=row["organisation_name"] or "",
        division=row["division"],
    )

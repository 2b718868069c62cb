"""From a session's secret to the viewer it stands for."""

import hashlib
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from auth.signin.rules import ABSOLUTE, FRESH_FOR, IDLE, SEEN_EVERY
from auth.viewer import Reach, Viewer
from foundation.database.clock import current_clock
from foundation.database.connections import row_of
from foundation.database.unit_of_work import Work, reading
from foundation.text.dates import today_jst

SESSION = "select * from viewer_of_web_session($1, $2, $3, $4)"
SEEN = "select note_web_session_seen($1, $2)"

LINKED = """
select p.id, p.name from openid_link i join openid_provider p on p.id = i.provider
where i.account = $1 and p.is_open and p.issuer = i.issuer order by i.linked_at
"""


@dataclass(frozen=True, slots=True)
class Ways:
    """How an account proves itself. `providers` are (id, name)."""

    password: bool
    demo: bool
    providers: list[tuple[UUID, str]]


def token_hash(token: str) -> bytes:
    """What the database keeps of the cookie's secret."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


async def viewer_of_session(token: str | None) -> Viewer:
    """The viewer of a living session; the public otherwise."""
    if not token:
        return Viewer.public()
    now, secret = current_clock().now(), token_hash(token)
    row = await row_of(SESSION, secret, today_jst(now), now - IDLE, now - ABSOLUTE)
    if row is None:
        return Viewer.public()
    if now - row["seen_at"] > SEEN_EVERY:
        await row_of(SEEN, secret, now)
    return replace(viewer_from(row), proven_at=row["proven_at"], through=row["provider"])


def proven_just_now(viewer: Viewer) -> bool:
    """Whether the person proved who they are so recently that they may give access or take data out."""
    return viewer.proven_at is not None and current_clock().now() - viewer.proven_at <= FRESH_FOR


async def ways_to_prove(*, by: Viewer) -> Ways:
    """How the viewer's own account may prove itself again."""
    async with reading(by) as work:
        has_password, demo = await work.connection.fetchrow(
            "select password_hash is not null, demo from account where id = $1", by.account
        )
        rows = await work.connection.fetch(LINKED, by.account)
        return Ways(has_password, demo, [(row["id"], row["name"]) for row in rows])


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

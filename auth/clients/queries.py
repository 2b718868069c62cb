"""A body's clients; from an access token to the viewer it stands for."""

import hashlib
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from msgspec import convert
from msgspec.json import decode

from auth.clients.rules import seconds_left
from auth.clients.schemas import Client, PublishedKeys, Secret
from auth.clients.tokens import WORTHLESS, Bearer, Issuer, believed
from auth.signin.queries import viewer_from
from auth.viewer import Viewer
from foundation.database.unit_of_work import Work, reading, unit_of_work
from foundation.errors import BadToken, NotFound, TooMany

CLIENTS: Final = """
select c.account, c.name, c.scopes, c.calls_a_minute, c.created_at, c.ended_at, u.used_at, c.version
from api_client c left join api_client_use u on u.account = c.account
where c.organisation = $1 and ($2::uuid is null or c.account = $2) order by c.ended_at nulls first, c.name, c.account
"""
SECRETS: Final = """
select account, created_at, ends_at from api_client_secret
where organisation = $1 and (ends_at is null or ends_at > $2) order by created_at, id
"""
KEYS: Final = "select public from api_signing_key order by created_at desc, id desc"
OF_CLIENT: Final = "select * from viewer_of_client($1, $2, $3)"
OFTEN: Final = "1分あたりの回数の上限に達しました。何も変えていません。少し待ってから、もう一度送ってください。"


async def own_clients(*, by: Viewer) -> list[Client]:
    """The clients of the viewer's body, those that work first."""
    return await _clients(None, by)


async def own_client(*, id: UUID, by: Viewer) -> Client:
    """One of them. Raises `NotFound`."""
    for found in await _clients(id, by):
        return found
    raise NotFound


async def published_keys() -> PublishedKeys:
    """What access tokens are checked with."""
    async with reading(Viewer.public()) as work:
        return PublishedKeys([decode(public) for public in await public_halves(work)])


async def public_halves(work: Work) -> list[str]:
    """The published keys as JSON, the one that signs first."""
    return [row["public"] for row in await work.connection.fetch(KEYS)]


async def viewer_of_bearer(token: str, *, issuer: Issuer) -> Viewer:
    """The body that an access token stands for, with the scopes that token and client share; the call is counted.

    Raises `BadToken` for a token that is not ours or too old and for an ended client, `TooMany` beyond the limit.
    """
    async with unit_of_work(Viewer.public()) as work:
        bearer = believed(token, public=await public_halves(work), issuer=issuer, now=work.now)
        viewer, again_in = await viewer_of_client(work, bearer)
    if again_in:
        raise TooMany(OFTEN, again_in=again_in)
    return viewer


async def viewer_of_client(work: Work, bearer: Bearer) -> tuple[Viewer, int]:
    """The client's viewer, and in how many seconds it may call again: 0 within its limit. Raises `BadToken`."""
    row = await work.connection.fetchrow(OF_CLIENT, bearer.client, work.now, work.today)
    if row is None:
        raise BadToken(WORTHLESS)
    told: dict[str, Any] = {**row, "role": "client"}
    viewer = replace(viewer_from(told), scopes=bearer.scopes & frozenset(row["scopes"]))
    return viewer, seconds_left(work.now) if row["calls"] > row["most"] else 0


def secret_hash(secret: str) -> bytes:
    """What the database keeps of a secret: it has 256 random bits, so that a plain hash is enough."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


async def _clients(id: UUID | None, by: Viewer) -> list[Client]:
    async with reading(by) as work:
        secrets: dict[UUID, list[Secret]] = {}
        for row in await work.connection.fetch(SECRETS, by.organisation, work.now):
            secrets.setdefault(row["account"], []).append(Secret(row["created_at"], row["ends_at"]))
        rows = await work.connection.fetch(CLIENTS, by.organisation, id)
        return [convert({**row, "secrets": secrets.get(row["account"], [])}, Client) for row in rows]

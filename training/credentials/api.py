"""The JSON door of badges, and what is published for verifiers: keys, issuers, status lists."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.response import Response
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from training.credentials import operations
from training.credentials.downloads import JWT, badge_file
from training.credentials.queries import (
    badge,
    badges,
    check,
    claimable,
    issuer_profile,
    published_key,
    published_keys,
    status_list,
)
from training.credentials.schemas import (
    BadgeAsked,
    BadgeRow,
    Checked,
    Checking,
    Claimable,
    PublishedKeys,
    Revocation,
    Sharing,
)

Key = NamedDependency[Keyed | None]


class BadgeList(Struct, frozen=True):
    """Badges the viewer sees, and what they could have one of."""

    badges: list[BadgeRow]
    claimable: list[Claimable]


@get("/credentials/jwks")
async def keys(by: NamedDependency[Viewer]) -> PublishedKeys:
    """Every key that ever signed a badge here (RFC 7517)."""
    return await published_keys(by=by)


@get("/credentials/keys/{key:str}")
async def key(by: NamedDependency[Viewer], key: FromPath[str]) -> dict[str, Any]:
    """One public key."""
    return await published_key(id=key, by=by)


@get("/credentials/issuers/{issuer:uuid}")
async def issuer(by: NamedDependency[Viewer], issuer: FromPath[UUID]) -> dict[str, Any]:
    """A body as the issuer of badges."""
    return await issuer_profile(body=issuer, by=by)


@get("/credentials/status/{purpose:str}", media_type=JWT)
async def status(by: NamedDependency[Viewer], purpose: FromPath[str]) -> Response[str]:
    """The signed status list: `revocation` or `suspension` (W3C Bitstring Status List)."""
    return Response(await status_list(purpose=purpose, by=by), media_type=JWT)


@get("/api/v1/credentials")
async def list_badges(by: NamedDependency[Viewer]) -> BadgeList:
    """Badges the viewer sees."""
    return BadgeList(await badges(by=by), await claimable(by=by) if by.member is not None else [])


@post("/api/v1/credentials")
async def make_badge(by: NamedDependency[Viewer], data: JSONBody[BadgeAsked], keyed: Key) -> Done:
    """Make a badge."""
    return await once(by, keyed, partial(operations.make_badge, asked=data, by=by))


@post("/api/v1/credentials/check", status_code=200)
async def check_badge(by: NamedDependency[Viewer], data: JSONBody[Checking]) -> Checked:
    """What a badge is worth."""
    return await check(checking=data, by=by)


@get("/api/v1/credentials/{badge_id:uuid}")
async def show_badge(by: NamedDependency[Viewer], badge_id: FromPath[UUID]) -> BadgeRow:
    """One badge."""
    return await badge(id=badge_id, by=by)


@get("/api/v1/credentials/{badge_id:uuid}/file/{ending:str}")
async def download_badge(
    by: NamedDependency[Viewer], badge_id: FromPath[UUID], ending: FromPath[str]
) -> Response[bytes]:
    """The badge as .jwt or .json."""
    return badge_file(await badge(id=badge_id, by=by), ending)


@post("/api/v1/credentials/{badge_id:uuid}/sharing")
async def share(by: NamedDependency[Viewer], badge_id: FromPath[UUID], data: JSONBody[Sharing], keyed: Key) -> Done:
    """Let anybody with the link read it, or no longer."""
    return await once(by, keyed, partial(operations.share_badge, id=badge_id, sharing=data, by=by))


@post("/api/v1/credentials/{badge_id:uuid}/revocation")
async def revoke(by: NamedDependency[Viewer], badge_id: FromPath[UUID], data: JSONBody[Revocation], keyed: Key) -> Done:
    """Take it back."""
    return await once(by, keyed, partial(operations.revoke_badge, id=badge_id, revocation=data, by=by))


HANDLERS: Sequence[Any] = (
    keys, key, issuer, status, list_badges, make_badge, check_badge, show_badge, download_badge, share, revoke,
)  # fmt: skip

"""The JSON door of a body's outside systems, and the doors of the systems themselves: tokens and public keys."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.response import Response

from auth.clients import operations
from auth.clients.granting import Asked
from auth.clients.queries import own_client, own_clients, published_keys
from auth.clients.rules import SCOPES
from auth.clients.schemas import Client, ClientChange, NewClient, PublishedKeys, Rotation
from auth.clients.tokens import Issuer
from auth.signin.cookies import sender_of, settings_of
from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, Told, once, told_once
from foundation.web.forms import read_form
from foundation.web.rendering import PageRequest

Key = NamedDependency[Keyed | None]


@get("/api/v1/api-clients")
async def show_clients(by: NamedDependency[Viewer]) -> list[Client]:
    """The outside systems of the viewer's body."""
    return await own_clients(by=by)


@post("/api/v1/api-clients")
async def register_client(by: NamedDependency[Viewer], keyed: Key, data: JSONBody[NewClient]) -> Told:
    """Register one; its secret is told this once."""
    return await told_once(by, keyed, partial(operations.register_client, new=data, by=by))


@get("/api/v1/api-clients/{api_client:uuid}")
async def show_client(by: NamedDependency[Viewer], api_client: FromPath[UUID]) -> Client:
    """One outside system."""
    return await own_client(id=api_client, by=by)


@post("/api/v1/api-clients/{api_client:uuid}")
async def change_client(
    by: NamedDependency[Viewer], keyed: Key, api_client: FromPath[UUID], data: JSONBody[ClientChange]
) -> Done:
    """Change what it may do."""
    return await once(by, keyed, partial(operations.change_client, id=api_client, change=data, by=by))


@post("/api/v1/api-clients/{api_client:uuid}/secret")
async def rotate_secret(
    by: NamedDependency[Viewer], keyed: Key, api_client: FromPath[UUID], data: JSONBody[Rotation]
) -> Told:
    """A new secret, told this once; the old ones end after the overlap."""
    return await told_once(by, keyed, partial(operations.rotate_secret, id=api_client, rotation=data, by=by))


@post("/api/v1/api-clients/{api_client:uuid}/end")
async def end_client(by: NamedDependency[Viewer], keyed: Key, api_client: FromPath[UUID]) -> Done:
    """End it: neither secrets nor tokens open anything any more."""
    return await once(by, keyed, partial(operations.end_client, id=api_client, by=by))


@post("/api/v1/oauth/token", status_code=200)
async def hand_out_token(request: PageRequest) -> Response[Any]:
    """An access token for a client's id and secret (OAuth 2.0, RFC 6749, section 4.4), as a form or by Basic."""
    form = await read_form(request)
    asked = Asked(
        {"Authorization": request.headers.get("authorization", "")}, {name: form.first(name) for name in form.values}
    )  # fmt: skip
    answer = await operations.hand_out_token(
        asked=asked, address=sender_of(request), issuer=_issuer(request), by=Viewer.public()
    )  # fmt: skip
    return Response(dict(answer.content), status_code=answer.status, headers=dict(answer.headers))


@get("/api/v1/oauth/keys")
async def show_keys() -> PublishedKeys:
    """The public keys of access tokens (RFC 7517)."""
    return await published_keys()


@get("/.well-known/oauth-authorization-server")
async def show_metadata(request: PageRequest) -> dict[str, Any]:
    """Where tokens come from and what they may hold (RFC 8414)."""
    issuer = _issuer(request)
    return {
        "issuer": issuer.url, "token_endpoint": f"{issuer.audience}/oauth/token",
        "jwks_uri": f"{issuer.audience}/oauth/keys", "grant_types_supported": ["client_credentials"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "scopes_supported": list(SCOPES), "response_types_supported": [],
    }  # fmt: skip


def _issuer(request: PageRequest) -> Issuer:
    return Issuer(settings_of(request).home.url)


HANDLERS: Sequence[Any] = (
    show_clients, register_client, show_client, change_client, rotate_secret, end_client, hand_out_token, show_keys,
    show_metadata,
)  # fmt: skip

"""The pages of a body's outside systems."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.accounts.rules import RIGHTS
from auth.clients import operations
from auth.clients.queries import own_client, own_clients
from auth.clients.rules import OVERLAPS, USUAL_CALLS, scopes_of
from auth.clients.schemas import ClientChange, NewClient, Rotation
from auth.viewer import Viewer
from foundation.database.idempotency import Told
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import sent, told, version_shown

FIELD_NAMES = {"name": "名前", "scopes": "できること", "calls_a_minute": "1分あたりの回数", "overlap_hours": "前の鍵"}


@get("/api-clients")
async def show_clients(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """The outside systems of one's body, and a form for a new one."""
    return await _list(request, by)


@post("/api-clients")
async def register_client(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Register one; the answer shows its secret, this once."""
    return await told(
        request, by, lambda form: operations.register_client(new=form.parse(NewClient), by=by),
        shown=partial(_secret, request), again=partial(_list, request, by),
    )  # fmt: skip


@get("/api-clients/{api_client:uuid}")
async def show_client(request: PageRequest, by: NamedDependency[Viewer], api_client: FromPath[UUID]) -> Response[Any]:
    """One outside system."""
    return await _one(request, by, api_client)


@post("/api-clients/{api_client:uuid}")
async def change_client(request: PageRequest, by: NamedDependency[Viewer], api_client: FromPath[UUID]) -> Response[Any]:
    """Change what it may do."""
    return await sent(
        request, by, lambda form: operations.change_client(id=api_client, change=form.parse(ClientChange), by=by),
        onward=f"/api-clients/{api_client}", again=partial(_one, request, by, api_client),
    )  # fmt: skip


@post("/api-clients/{api_client:uuid}/secret")
async def rotate_secret(request: PageRequest, by: NamedDependency[Viewer], api_client: FromPath[UUID]) -> Response[Any]:
    """A new secret, shown this once."""
    return await told(
        request, by, lambda form: operations.rotate_secret(id=api_client, rotation=form.parse(Rotation), by=by),
        shown=partial(_secret, request), again=partial(_one, request, by, api_client),
    )  # fmt: skip


@post("/api-clients/{api_client:uuid}/end")
async def end_client(request: PageRequest, by: NamedDependency[Viewer], api_client: FromPath[UUID]) -> Response[Any]:
    """It opens nothing any more."""
    return await sent(
        request, by, lambda _: operations.end_client(id=api_client, by=by),
        onward="/api-clients", again=partial(_one, request, by, api_client),
    )  # fmt: skip


def _secret(request: PageRequest, issued: Told) -> Response[Any]:
    return page(request, "clients/secret.html", issued=issued)


async def _list(request: PageRequest, by: Viewer, refused: Refused | None = None) -> Response[Any]:
    return page(
        request, "clients/list.html", clients=await own_clients(by=by), scopes=_scopes(by), usual=USUAL_CALLS,
        field_names=FIELD_NAMES, words=RIGHTS, refused=refused,
    )  # fmt: skip


async def _one(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    client = await own_client(id=id, by=by)
    routes = sorted(key for key, row in request.app.state.policy.items() if row.right in client.scopes)
    return page(
        request, "clients/show.html", client=client, scopes=_scopes(by), words=RIGHTS, routes=routes,
        overlaps=list(OVERLAPS.items()), field_names=FIELD_NAMES, refused=refused,
        version=version_shown(refused, client.version),
    )  # fmt: skip


def _scopes(by: Viewer) -> list[tuple[str, str]]:
    return [(right.value, RIGHTS[right]) for right in scopes_of(by.kind)]


HANDLERS: Sequence[Any] = (show_clients, register_client, show_client, change_client, rotate_secret, end_client)

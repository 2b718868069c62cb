"""The JSON door of a body's providers."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from auth.providers import operations
from auth.providers.queries import own_provider, own_providers
from auth.providers.schemas import NewProvider, Provider, ProviderChange
from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from foundation.web.rendering import PageRequest


@get("/api/v1/identity-providers")
async def list_providers(by: NamedDependency[Viewer]) -> list[Provider]:
    """The providers of the viewer's body."""
    return await own_providers(by=by)


@post("/api/v1/identity-providers")
async def register_provider(
    request: PageRequest, by: NamedDependency[Viewer], keyed: NamedDependency[Keyed | None], data: JSONBody[NewProvider]
) -> Done:
    """Register a provider."""
    way = request.app.state.sign_in.home.way
    return await once(by, keyed, partial(operations.register_provider, new=data, way=way, by=by))


@get("/api/v1/identity-providers/{openid_provider:uuid}")
async def show_provider(by: NamedDependency[Viewer], openid_provider: FromPath[UUID]) -> Provider:
    """One provider; its secret is never told."""
    return await own_provider(id=openid_provider, by=by)


@post("/api/v1/identity-providers/{openid_provider:uuid}")
async def change_provider(
    by: NamedDependency[Viewer], keyed: NamedDependency[Keyed | None], openid_provider: FromPath[UUID],
    data: JSONBody[ProviderChange],
) -> Done:  # fmt: skip
    """Change a provider; an empty secret keeps the one that is there."""
    return await once(by, keyed, partial(operations.change_provider, id=openid_provider, change=data, by=by))


HANDLERS: Sequence[Any] = (list_providers, register_provider, show_provider, change_provider)

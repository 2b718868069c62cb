"""The HTML door of a body's providers: the list, a new one, one of them."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.accounts.rules import ROLES
from auth.providers import operations
from auth.providers.presets import PRESETS
from auth.providers.queries import own_provider, own_providers
from auth.providers.rules import Algorithm, ClaimsFrom, TokenAuth
from auth.providers.schemas import NewProvider, Provider, ProviderChange
from auth.viewer import Viewer
from foundation.database.idempotency import once
from foundation.errors import Refusal
from foundation.web.forms import Form, Problem, read_form
from foundation.web.rendering import PageRequest, page, redirect

WORDS: dict[str, Any] = {
    "presets": PRESETS, "roles": ROLES, "algorithms": [(one.value, one.value) for one in Algorithm],
    "token_auths": [
        (TokenAuth.BASIC.value, "シークレット（Basic認証）"), (TokenAuth.POST.value, "シークレット（フォーム）"),
        (TokenAuth.PRIVATE_KEY.value, "秘密鍵で署名（private_key_jwt）"),
    ],
    "claim_places": [(ClaimsFrom.ID_TOKEN.value, "IDトークン"), (ClaimsFrom.USERINFO.value, "userinfo")],
    "field_names": {
        "name": "画面に出す名前", "issuer": "発行者", "client_id": "クライアントID", "token_auth": "こちらの示し方",
        "algorithms": "署名の方式", "scopes": "スコープ", "secret": "クライアントシークレットか秘密鍵",
        "acr": "認証の強さ", "group_roles": "グループと役割", "groups_claim": "グループの項目名",
    },
}  # fmt: skip


@get("/identity-providers")
async def list_providers(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """The providers of one's body."""
    return page(request, "providers/list.html", providers=await own_providers(by=by), **WORDS)


@get("/identity-providers/new")
async def new_provider(request: PageRequest, preset: FromQuery[str] = "other") -> Response[Any]:
    """A new one, filled with what is known of its kind."""
    return _form(request, preset=preset if preset in PRESETS else "other")


@post("/identity-providers")
async def register_provider(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Register it."""
    form = await read_form(request)
    way = request.app.state.sign_in.home.way
    try:
        act = partial(operations.register_provider, new=form.parse(NewProvider), way=way, by=by)
        done = await once(by, form.keyed("register_provider"), act)
    except Refusal as refusal:
        preset = form.first("preset")
        return _form(request, preset=preset if preset in PRESETS else "other", form=form, refusal=refusal)
    return redirect(f"/identity-providers/{done.id}")


@get("/identity-providers/{openid_provider:uuid}")
async def show_provider(
    request: PageRequest, by: NamedDependency[Viewer], openid_provider: FromPath[UUID]
) -> Response[Any]:
    """One of them, to be read and changed."""
    found = await own_provider(id=openid_provider, by=by)
    return _form(request, preset=found.preset, provider=found)


@post("/identity-providers/{openid_provider:uuid}")
async def change_provider(
    request: PageRequest, by: NamedDependency[Viewer], openid_provider: FromPath[UUID]
) -> Response[Any]:
    """Change it."""
    form = await read_form(request)
    found = await own_provider(id=openid_provider, by=by)
    try:
        act = partial(operations.change_provider, id=openid_provider, change=form.parse(ProviderChange), by=by)
        await once(by, form.keyed("change_provider"), act)
    except Refusal as refusal:
        return _form(request, preset=found.preset, provider=found, form=form, refusal=refusal)
    return redirect(f"/identity-providers/{openid_provider}")


def _form(
    request: PageRequest, *, preset: str, provider: Provider | None = None, form: Form | None = None,
    refusal: Refusal | None = None,
) -> Response[Any]:  # fmt: skip
    home = request.app.state.sign_in.home
    return page(
        request, "providers/show.html", status=refusal.status if refusal else 200, preset=preset, provider=provider,
        form=form, problem=Problem.of(refusal) if refusal else None,
        returning=home.returning(provider.id) if provider else "", own_url=home.url, **WORDS,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (list_providers, new_provider, register_provider, show_provider, change_provider)

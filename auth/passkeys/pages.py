"""The page of one's own passkeys."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.passkeys import operations
from auth.passkeys.queries import own_passkeys
from auth.passkeys.schemas import NewPasskey, PasskeyName
from auth.passkeys.serving import party_of, require_party
from auth.viewer import Viewer
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import sent

PAGE = "/account/passkeys"


@get("/account/passkeys")
async def show_passkeys(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Which passkeys open my account."""
    return await _show(request, by)


@post("/account/passkeys")
async def add_passkey(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Keep what the browser made."""
    party = require_party(request)
    return await sent(
        request, by, lambda form: operations.add_passkey(new=form.parse(NewPasskey), party=party, by=by),
        onward=PAGE, again=partial(_show, request, by),
    )  # fmt: skip


@post("/account/passkeys/{passkey:uuid}/name")
async def rename_passkey(request: PageRequest, by: NamedDependency[Viewer], passkey: FromPath[UUID]) -> Response[Any]:
    """Another name."""
    return await sent(
        request, by, lambda form: operations.rename_passkey(id=passkey, change=form.parse(PasskeyName), by=by),
        onward=PAGE, again=partial(_show, request, by, renamed=passkey),
    )  # fmt: skip


@post("/account/passkeys/{passkey:uuid}/removal")
async def remove_passkey(request: PageRequest, by: NamedDependency[Viewer], passkey: FromPath[UUID]) -> Response[Any]:
    """Without it."""
    return await sent(
        request, by, lambda _: operations.remove_passkey(id=passkey, by=by),
        onward=PAGE, again=partial(_show, request, by),
    )  # fmt: skip


async def _show(
    request: PageRequest, by: Viewer, refused: Refused | None = None, *, renamed: UUID | None = None
) -> Response[Any]:
    return page(
        request, "passkeys/list.html", own=await own_passkeys(by=by), party=party_of(request), renamed=renamed,
        field_names={"name": "名前"}, refused=refused,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (show_passkeys, add_passkey, rename_passkey, remove_passkey)

"""The JSON door of one's own passkeys."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from auth.passkeys import operations
from auth.passkeys.queries import asked_to_add, own_passkeys
from auth.passkeys.schemas import Asked, NewPasskey, OwnPasskeys, PasskeyName
from auth.passkeys.serving import require_party
from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from foundation.web.rendering import PageRequest

Key = NamedDependency[Keyed | None]


@get("/api/v1/account/passkeys")
async def show_passkeys(by: NamedDependency[Viewer]) -> OwnPasskeys:
    """One's own passkeys."""
    return await own_passkeys(by=by)


@get("/api/v1/account/passkeys/options")
async def options_to_add(request: PageRequest, by: NamedDependency[Viewer]) -> Asked:
    """What the browser is asked to make; the answer goes to `POST /account/passkeys` with the ticket."""
    return await asked_to_add(party=require_party(request), by=by)


@post("/api/v1/account/passkeys")
async def add_passkey(
    request: PageRequest, by: NamedDependency[Viewer], keyed: Key, data: JSONBody[NewPasskey]
) -> Done:
    """Keep the passkey that a browser made."""
    party = require_party(request)
    return await once(by, keyed, partial(operations.add_passkey, new=data, party=party, by=by))


@post("/api/v1/account/passkeys/{passkey:uuid}/name")
async def rename_passkey(
    by: NamedDependency[Viewer], keyed: Key, passkey: FromPath[UUID], data: JSONBody[PasskeyName]
) -> Done:
    """Another name. 409 where it was renamed meanwhile."""
    return await once(by, keyed, partial(operations.rename_passkey, id=passkey, change=data, by=by))


@post("/api/v1/account/passkeys/{passkey:uuid}/removal")
async def remove_passkey(by: NamedDependency[Viewer], keyed: Key, passkey: FromPath[UUID]) -> Done:
    """It opens nothing any more."""
    return await once(by, keyed, partial(operations.remove_passkey, id=passkey, by=by))


HANDLERS: Sequence[Any] = (show_passkeys, options_to_add, add_passkey, rename_passkey, remove_passkey)

"""The JSON door of a passkey's session: what has to be signed, and the session for it."""

from collections.abc import Sequence
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from litestar.response import Response

from auth.passkeys.queries import asked_to_enter
from auth.passkeys.schemas import Asked, PasskeyAnswer
from auth.passkeys.serving import require_party
from auth.signin import passkeys
from auth.signin.cookies import session_cookie, token_of
from auth.viewer import Viewer
from foundation.web.rendering import PageRequest


@get("/api/v1/passkey-session/options")
async def options_to_enter(request: PageRequest, by: NamedDependency[Viewer]) -> Asked:
    """What a browser is asked to sign: with any passkey of its own, or with one of the viewer's to prove them again."""
    return await asked_to_enter(party=require_party(request), by=by)


@post("/api/v1/passkey-session")
async def sign_in_with_passkey(request: PageRequest, data: JSONBody[PasskeyAnswer]) -> Response[Any]:
    """Sign in with what a passkey signed; the session's secret is in the cookie."""
    token = await passkeys.sign_in_with_passkey(
        given=data, party=require_party(request), old_token=token_of(request)
    )  # fmt: skip
    answer: Response[Any] = Response(None, status_code=204)
    answer.set_cookie(session_cookie(request, token))
    return answer


HANDLERS: Sequence[Any] = (options_to_enter, sign_in_with_passkey)

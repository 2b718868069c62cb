"""The forms in which a browser brings what a passkey signed."""

from collections.abc import Sequence
from typing import Any

from litestar import post
from litestar.di import NamedDependency
from litestar.response import Response

from auth.passkeys.schemas import PasskeyAnswer
from auth.passkeys.serving import require_party
from auth.signin import passkeys
from auth.signin.cookies import token_of
from auth.signin.pages import show_again, show_sign_in, signed_in
from auth.viewer import Viewer
from foundation.errors import Refusal
from foundation.web.forms import Problem, read_form
from foundation.web.rendering import PageRequest


@post("/passkey-session")
async def sign_in_with_passkey(request: PageRequest) -> Response[Any]:
    """Sign in."""
    form = await read_form(request)
    try:
        token = await passkeys.sign_in_with_passkey(
            given=form.parse(PasskeyAnswer), party=require_party(request), old_token=token_of(request)
        )
    except Refusal as refusal:
        return await show_sign_in(request, form=form, problem=Problem.of(refusal), status=refusal.status)
    return signed_in(request, token, form.first("next"))


@post("/sign-in/again/passkey")
async def prove_again_with_passkey(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Prove oneself once more."""
    form = await read_form(request)
    try:
        token = await passkeys.prove_again_with_passkey(
            given=form.parse(PasskeyAnswer), party=require_party(request), old_token=token_of(request), by=by
        )
    except Refusal as refusal:
        return await show_again(request, by, form=form, refusal=refusal)
    return signed_in(request, token, form.first("next"))


HANDLERS: Sequence[Any] = (sign_in_with_passkey, prove_again_with_passkey)

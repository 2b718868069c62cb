"""The pages of somebody who forgot their password."""

from collections.abc import Sequence
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.factors.schemas import PasswordChange
from auth.recovery import operations
from auth.recovery.queries import resetting
from auth.recovery.schemas import Forgotten
from auth.signin.cookies import require_local_accounts, sender_of, settings_of
from auth.viewer import Viewer
from foundation.errors import Refusal
from foundation.web.forms import Refused, read_form
from foundation.web.rendering import PageRequest, after_write, page


@get("/password-resets")
async def forgotten(request: PageRequest) -> Response[Any]:
    """Who are you?"""
    return _ask(request)


@post("/password-resets", status_code=200)
async def ask_for_link(request: PageRequest) -> Response[Any]:
    """The same answer whoever is asked for."""
    form = await read_form(request)
    try:
        require_local_accounts(request)
        await operations.ask_for_link(
            forgotten=form.parse(Forgotten), address=sender_of(request), by=Viewer.public()
        )  # fmt: skip
    except Refusal as refusal:
        return _ask(request, Refused(form, refusal))
    return page(request, "recovery/asked.html")


@get("/password-resets/{secret:str}")
async def show_link(request: PageRequest, secret: FromPath[str]) -> Response[Any]:
    """A new password, for whoever holds the link."""
    return await _choose(request, secret)


@post("/password-resets/{secret:str}")
async def reset_password(request: PageRequest, by: NamedDependency[Viewer], secret: FromPath[str]) -> Response[Any]:
    """Set it; signing in with it comes next, second factor included."""
    form = await read_form(request)
    try:
        require_local_accounts(request)
        await operations.reset_password(secret=secret, change=form.parse(PasswordChange), by=by)
    except Refusal as refusal:
        return await _choose(request, secret, Refused(form, refusal))
    return after_write(request, "/sign-in")


def _ask(request: PageRequest, refused: Refused | None = None) -> Response[Any]:
    return page(
        request, "recovery/forgotten.html", refused=refused, with_password=settings_of(request).local_accounts
    )  # fmt: skip


async def _choose(request: PageRequest, secret: str, refused: Refused | None = None) -> Response[Any]:
    return page(
        request, "recovery/new_password.html", refused=refused, link=await resetting(secret=secret), secret=secret
    )  # fmt: skip


HANDLERS: Sequence[Any] = (forgotten, ask_for_link, show_link, reset_password)

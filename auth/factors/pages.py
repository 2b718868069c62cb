"""The page of one's own account: password, second factor, sessions, providers."""

from collections.abc import Sequence
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.response import Response

from auth.factors import operations
from auth.factors.queries import own_account, setup_waiting
from auth.factors.schemas import CodeTyped, PasswordChange, RecoveryCodes
from auth.viewer import Viewer
from foundation.errors import NotFound, Refusal
from foundation.web.forms import Problem, read_form
from foundation.web.rendering import PageRequest, page, redirect


@get("/account")
async def show_account(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """How I sign in, and where I am signed in."""
    return await _show(request, by)


@post("/account/password")
async def change_password(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """A new password; signing in anew shows that it is known."""
    form = await read_form(request)
    try:
        await operations.change_password(change=form.parse(PasswordChange), by=by)
    except Refusal as refusal:
        return await _show(request, by, refusal)
    return redirect("/sign-in?next=/account")


@get("/account/second-factor")
async def show_setup(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """The secret for the authenticator."""
    return await _show_setup(request, by)


@post("/account/second-factor")
async def begin(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Begin to set it up."""
    try:
        await operations.begin_second_factor(by=by)
    except Refusal as refusal:
        return await _show(request, by, refusal)
    return redirect("/account/second-factor")


@post("/account/second-factor/confirmation")
async def confirm(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """The first code; the answer shows the recovery codes, this once."""
    form = await read_form(request)
    try:
        codes = await operations.confirm_second_factor(typed=form.parse(CodeTyped), by=by)
    except NotFound:
        raise
    except Refusal as refusal:
        return await _show_setup(request, by, refusal)
    return _told(request, codes)


@post("/account/second-factor/recovery-codes")
async def renew(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """New recovery codes."""
    return _told(request, await operations.renew_recovery_codes(by=by))


@post("/account/second-factor/removal")
async def remove(by: NamedDependency[Viewer]) -> Response[Any]:
    """Without it again."""
    await operations.remove_second_factor(by=by)
    return redirect("/account")


@post("/account/other-sessions/end")
async def end_others(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Signed out everywhere but here."""
    await operations.end_other_sessions(kept=request.scope["state"]["session_hash"], by=by)
    return redirect("/account")


async def _show(request: PageRequest, by: Viewer, refusal: Refusal | None = None) -> Response[Any]:
    return page(
        request, "factors/account.html", status=refusal.status if refusal else 200, own=await own_account(by=by),
        problem=Problem.of(refusal) if refusal else None,
    )  # fmt: skip


async def _show_setup(request: PageRequest, by: Viewer, refusal: Refusal | None = None) -> Response[Any]:
    return page(
        request, "factors/setup.html", status=refusal.status if refusal else 200, setup=await setup_waiting(by=by),
        problem=Problem.of(refusal) if refusal else None,
    )  # fmt: skip


def _told(request: PageRequest, codes: RecoveryCodes) -> Response[Any]:
    return page(request, "factors/codes.html", codes=codes.codes)


HANDLERS: Sequence[Any] = (show_account, change_password, show_setup, begin, confirm, renew, remove, end_others)

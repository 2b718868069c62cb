"""The JSON door of one's own account."""

from collections.abc import Sequence
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from auth.factors import operations
from auth.factors.queries import own_account, setup_waiting
from auth.factors.schemas import CodeTyped, OwnAccount, PasswordChange, RecoveryCodes, Setup
from auth.viewer import Viewer
from foundation.web.rendering import PageRequest


@get("/api/v1/account")
async def show_account(by: NamedDependency[Viewer]) -> OwnAccount:
    """One's own account and how it signs in."""
    return await own_account(by=by)


@post("/api/v1/account/password", status_code=204)
async def change_password(by: NamedDependency[Viewer], data: JSONBody[PasswordChange]) -> None:
    """Change the password; every session ends."""
    await operations.change_password(change=data, by=by)


@get("/api/v1/account/second-factor")
async def show_setup(by: NamedDependency[Viewer]) -> Setup:
    """The secret that waits for its first code."""
    return await setup_waiting(by=by)


@post("/api/v1/account/second-factor", status_code=204)
async def begin(by: NamedDependency[Viewer]) -> None:
    """Begin to set up a second factor."""
    await operations.begin_second_factor(by=by)


@post("/api/v1/account/second-factor/confirmation")
async def confirm(by: NamedDependency[Viewer], data: JSONBody[CodeTyped]) -> RecoveryCodes:
    """Confirm it with its first code; the recovery codes are told this once."""
    return await operations.confirm_second_factor(typed=data, by=by)


@post("/api/v1/account/second-factor/recovery-codes")
async def renew(by: NamedDependency[Viewer]) -> RecoveryCodes:
    """New recovery codes; the old ones are worthless."""
    return await operations.renew_recovery_codes(by=by)


@post("/api/v1/account/second-factor/removal", status_code=204)
async def remove(by: NamedDependency[Viewer]) -> None:
    """Remove the second factor."""
    await operations.remove_second_factor(by=by)


@post("/api/v1/account/other-sessions/end", status_code=204)
async def end_others(request: PageRequest, by: NamedDependency[Viewer]) -> None:
    """End every other session of one's own."""
    await operations.end_other_sessions(kept=request.scope["state"]["session_hash"], by=by)


HANDLERS: Sequence[Any] = (show_account, change_password, show_setup, begin, confirm, renew, remove, end_others)

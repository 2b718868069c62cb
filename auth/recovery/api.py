"""The JSON door of a forgotten password."""

from collections.abc import Sequence
from typing import Any

from litestar import post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from auth.factors.schemas import PasswordChange
from auth.recovery import operations
from auth.recovery.schemas import Forgotten
from auth.signin.cookies import require_local_accounts, sender_of
from auth.viewer import Viewer
from foundation.web.rendering import PageRequest


@post("/api/v1/password-resets", status_code=204)
async def ask_for_link(request: PageRequest, data: JSONBody[Forgotten]) -> None:
    """Ask for a link by mail. The answer is the same whether or not there is such an account."""
    require_local_accounts(request)
    await operations.ask_for_link(forgotten=data, address=sender_of(request), by=Viewer.public())


@post("/api/v1/password-resets/{secret:str}", status_code=204)
async def reset_password(
    request: PageRequest, by: NamedDependency[Viewer], secret: FromPath[str], data: JSONBody[PasswordChange]
) -> None:
    """Set a new password with the link's secret; every session of the account ends."""
    require_local_accounts(request)
    await operations.reset_password(secret=secret, change=data, by=by)


HANDLERS: Sequence[Any] = (ask_for_link, reset_password)

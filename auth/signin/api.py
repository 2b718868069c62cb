"""The JSON door of sign-in: for programs that act as a person. `csrf_token` goes back as the header `x-csrf-token`."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from litestar import delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.response import Response
from msgspec import Struct

from auth.permissions import Right, rights_of
from auth.signin import joining, operations
from auth.signin.cookies import require_local_accounts, sender_of, session_cookie, token_of
from auth.signin.schemas import Credentials
from auth.staff.queries import welcome
from auth.staff.schemas import Acceptance, Welcome
from auth.viewer import Viewer
from foundation.web.rendering import PageRequest


class WhoAmI(Struct, frozen=True):
    """Who the session stands for."""

    account: UUID | None
    name: str
    organisation: UUID | None
    organisation_name: str
    role: str
    rights: list[Right]
    csrf_token: str


@get("/api/v1/session")
async def who_am_i(request: PageRequest, by: NamedDependency[Viewer]) -> WhoAmI:
    """The viewer of this session (`role` is `public` where nobody is signed in) and the token of its writes."""
    return _who(by, csrf_token=request.scope["state"]["csrf_token"])


@post("/api/v1/session")
async def sign_in(request: PageRequest, data: JSONBody[Credentials]) -> Response[Any]:
    """Sign in with a local account; the session's secret is in the cookie."""
    require_local_accounts(request)
    token = await operations.sign_in(
        login=data.login,
        password=data.password,
        old_token=token_of(request),
        address=sender_of(request),
        code=data.code,
    )
    answer: Response[Any] = Response(None, status_code=204)
    answer.set_cookie(session_cookie(request, token))
    return answer


@get("/api/v1/invitations/{secret:str}")
async def show_invitation(secret: FromPath[str]) -> Welcome:
    """Who invites, to what. 404 where the link is worthless."""
    return await welcome(secret=secret)


@post("/api/v1/invitations/{secret:str}")
async def accept_invitation(request: PageRequest, secret: FromPath[str], data: JSONBody[Acceptance]) -> Response[Any]:
    """Accept an invitation with a password; the session's secret is in the cookie. No cookie: sign in with the code."""
    require_local_accounts(request)
    token = await joining.join_with_password(secret=secret, acceptance=data, old_token=token_of(request))
    answer: Response[Any] = Response(None, status_code=204)
    if token is not None:
        answer.set_cookie(session_cookie(request, token))
    return answer


@delete("/api/v1/session")
async def sign_out(request: PageRequest) -> None:
    """End the session."""
    await operations.sign_out(token=token_of(request))


def _who(by: Viewer, *, csrf_token: str) -> WhoAmI:
    return WhoAmI(
        account=by.account, name=by.account_name, organisation=by.organisation,
        organisation_name=by.organisation_name, role=by.role, rights=sorted(rights_of(by)),
        csrf_token=csrf_token,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (who_am_i, sign_in, show_invitation, accept_invitation, sign_out)

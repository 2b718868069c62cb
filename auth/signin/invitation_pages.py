"""The doors of an invitation: who invites me, and how do I want to sign in?"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from auth.accounts.rules import ROLES
from auth.providers.queries import open_doors
from auth.signin import joining, openid
from auth.signin.cookies import require_local_accounts, session_cookie, settings_of, token_of
from auth.signin.openid_pages import sent_to
from auth.staff.queries import welcome
from auth.staff.schemas import Acceptance
from foundation.errors import Refusal
from foundation.web.forms import Form, Problem, read_form
from foundation.web.rendering import PageRequest, after_write, page, redirect

FIELD_NAMES = {"login": "利用者名", "password": "パスワード", "again": "もう一度", "_": "パスワード"}


@get("/invitations/{secret:str}")
async def show_invitation(request: PageRequest, secret: FromPath[str]) -> Response[Any]:
    """Who invites, to what."""
    return await _show(request, secret)


@post("/invitations/{secret:str}")
async def accept_with_password(request: PageRequest, secret: FromPath[str]) -> Response[Any]:
    """Choose a password of this installation."""
    form = await read_form(request)
    try:
        require_local_accounts(request)
        token = await joining.join_with_password(
            secret=secret, acceptance=form.parse(Acceptance), old_token=token_of(request)
        )
    except Refusal as refusal:
        return await _show(request, secret, form=form, refusal=refusal)
    if token is None:
        return after_write(request, "/sign-in")
    answer = redirect("/")
    answer.set_cookie(session_cookie(request, token))
    return answer


@get("/invitations/{secret:str}/providers/{openid_provider:uuid}")
async def accept_with_provider(
    request: PageRequest, secret: FromPath[str], openid_provider: FromPath[UUID]
) -> Response[Any]:
    """Go to a provider, and come back linked."""
    await welcome(secret=secret)
    address, attempt = await openid.set_out(
        provider=openid_provider, following="/", aim="invitation", invitation=secret, home=settings_of(request).home
    )
    return sent_to(request, address, attempt)


async def _show(
    request: PageRequest, secret: str, *, form: Form | None = None, refusal: Refusal | None = None
) -> Response[Any]:
    told = await welcome(secret=secret)
    return page(
        request, "signin/invitation.html", status=refusal.status if refusal else 200, told=told, secret=secret,
        form=form, problem=Problem.of(refusal) if refusal else None, roles=ROLES, field_names=FIELD_NAMES,
        doors=await open_doors(organisation=told.organisation), with_password=settings_of(request).local_accounts,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (show_invitation, accept_with_password, accept_with_provider)

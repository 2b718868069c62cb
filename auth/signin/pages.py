"""The sign-in page and the doors beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.response import Response
from pydantic import BaseModel

from auth.accounts.queries import demo_accounts
from auth.signin import operations
from auth.signin.rules import ABSOLUTE, cookie_name, safe_next
from auth.viewer import Viewer
from foundation.errors import NotFound, Refusal
from foundation.text.text_type import Line
from foundation.web.forms import Form, Problem, read_form
from foundation.web.rendering import PageRequest, page, redirect


class Credentials(BaseModel):
    """A local account's name and password."""

    login: Line
    password: str


@dataclass(frozen=True, slots=True)
class SignInSettings:
    """What the doors of sign-in need to know of the installation."""

    demo: bool
    secure: bool

    @property
    def cookie(self) -> str:
        """The session cookie's name."""
        return cookie_name(secure=self.secure)


def settings_of(request: PageRequest) -> SignInSettings:
    """The installation's settings, put in place by `app.py`."""
    found: SignInSettings = request.app.state.sign_in
    return found


@get("/sign-in")
async def sign_in_page(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Who are you?"""
    if by.signed_in:
        return redirect("/")
    return await _show(request)


@post("/session")
async def sign_in(request: PageRequest) -> Response[Any]:
    """Sign in with a local account."""
    form = await read_form(request)
    try:
        given = form.parse(Credentials)
        token = await operations.sign_in(login=given.login, password=given.password, old_token=token_of(request))
    except Refusal as refusal:
        return await _show(request, form=form, problem=Problem.of(refusal), status=refusal.status)
    return _signed_in(request, token, form.first("next"))


@post("/demo-session")
async def sign_in_to_demo(request: PageRequest) -> Response[Any]:
    """Sign in as one of the demo's people; absent outside demo mode."""
    if not settings_of(request).demo:
        raise NotFound
    form = await read_form(request)
    try:
        account = UUID(form.first("account"))
    except ValueError as error:
        raise NotFound from error
    token = await operations.sign_in_to_demo(account=account, old_token=token_of(request))
    return _signed_in(request, token, form.first("next"))


@post("/sign-out")
async def sign_out(request: PageRequest) -> Response[Any]:
    """End the session."""
    await operations.sign_out(token=token_of(request))
    answer = redirect("/sign-in")
    answer.delete_cookie(settings_of(request).cookie)
    return answer


@post("/acting-body")
async def act_for(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Switch to another of one's bodies."""
    form = await read_form(request)
    try:
        organisation = UUID(form.first("organisation"))
    except ValueError as error:
        raise NotFound from error
    return _signed_in(request, await operations.act_for(organisation=organisation, token=token_of(request), by=by), "/")


async def _show(
    request: PageRequest, *, form: Form | None = None, problem: Problem | None = None, status: int = 200
) -> Response[Any]:
    accounts = await demo_accounts() if settings_of(request).demo else ()
    following = safe_next(form.first("next") if form else str(request.query_params.get("next", "/")))
    return page(
        request,
        "signin/sign_in.html",
        accounts=accounts,
        following=following,
        form=form,
        problem=problem,
        status=status,
    )


def token_of(request: PageRequest) -> str | None:
    """The session's secret, as the cookie brought it."""
    return request.cookies.get(settings_of(request).cookie)


def session_cookie(request: PageRequest, token: str) -> Cookie:
    """The cookie that carries the session's secret."""
    settings = settings_of(request)
    return Cookie(
        key=settings.cookie, value=token, path="/", max_age=int(ABSOLUTE.total_seconds()), httponly=True,
        samesite="lax", secure=settings.secure,
    )  # fmt: skip


def _signed_in(request: PageRequest, token: str, following: str) -> Response[Any]:
    answer = redirect(safe_next(following))
    answer.set_cookie(session_cookie(request, token))
    return answer


HANDLERS: Sequence[Any] = (sign_in_page, sign_in, sign_in_to_demo, sign_out, act_for)

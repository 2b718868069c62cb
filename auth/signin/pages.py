"""The sign-in page and the doors beside it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.response import Response

from auth.accounts.queries import demo_accounts
from auth.signin import operations
from auth.signin.cookies import session_cookie, settings_of, token_of
from auth.signin.rules import safe_next
from auth.signin.schemas import Credentials
from auth.viewer import Viewer
from foundation.errors import NotFound, Refusal
from foundation.web.forms import Form, Problem, read_form
from foundation.web.rendering import PageRequest, page, redirect


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


def _signed_in(request: PageRequest, token: str, following: str) -> Response[Any]:
    answer = redirect(safe_next(following))
    answer.set_cookie(session_cookie(request, token))
    return answer


HANDLERS: Sequence[Any] = (sign_in_page, sign_in, sign_in_to_demo, sign_out, act_for)

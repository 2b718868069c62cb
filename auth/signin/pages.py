"""The sign-in page and the doors beside it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.response import Response

from auth.accounts.queries import demo_accounts
from auth.passkeys.queries import has_passkey
from auth.passkeys.serving import party_of
from auth.providers.queries import doors_of_bodies
from auth.signin import acting, operations
from auth.signin.cookies import require_local_accounts, sender_of, session_cookie, settings_of, token_of
from auth.signin.queries import ways_to_prove
from auth.signin.rules import safe_next
from auth.signin.schemas import Credentials, Password, SecondStep
from auth.signin.tickets import account_of, ticket_for
from auth.viewer import Viewer
from foundation.errors import NotFound, Refusal
from foundation.web.forms import Form, Problem, read_form
from foundation.web.rendering import PageRequest, page, redirect


@get("/sign-in")
async def sign_in_page(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Who are you?"""
    if by.signed_in:
        return redirect("/")
    return await show_sign_in(request)


@post("/session")
async def sign_in(request: PageRequest) -> Response[Any]:
    """Sign in with a local account."""
    form = await read_form(request)
    try:
        require_local_accounts(request)
        given = form.parse(Credentials)
        token = await operations.sign_in(
            login=given.login, password=given.password, old_token=token_of(request), address=sender_of(request)
        )
    except operations.CodeNeeded as needed:
        return _show_code(request, ticket_for(needed.account), form.first("next"))
    except Refusal as refusal:
        return await show_sign_in(request, form=form, problem=Problem.of(refusal), status=refusal.status)
    return signed_in(request, token, form.first("next"))


@post("/session/code")
async def sign_in_with_code(request: PageRequest) -> Response[Any]:
    """The second step: the code of the authenticator, or a recovery code."""
    form = await read_form(request)
    try:
        given = form.parse(SecondStep)
        token = await operations.sign_in_with_code(
            account=account_of(given.ticket), code=given.code, old_token=token_of(request)
        )
    except Refusal as refusal:
        return _show_code(request, form.first("ticket"), form.first("next"), refusal)
    return signed_in(request, token, form.first("next"))


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
    return signed_in(request, token, form.first("next"))


@get("/sign-in/again")
async def prove_again_page(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Before what gives access or takes data out: are you still you?"""
    return await show_again(request, by)


@post("/sign-in/again")
async def prove_again(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Prove oneself once more with the password."""
    form = await read_form(request)
    try:
        if not settings_of(request).demo:
            require_local_accounts(request)
        given = form.parse(Password)
        token = await operations.prove_again(
            password=given.password, old_token=token_of(request), demo=settings_of(request).demo, by=by
        )
    except Refusal as refusal:
        return await show_again(request, by, form=form, refusal=refusal)
    return signed_in(request, token, form.first("next"))


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
    return signed_in(request, await acting.act_for(organisation=organisation, token=token_of(request), by=by), "/")


def _show_code(request: PageRequest, ticket: str, following: str, refusal: Refusal | None = None) -> Response[Any]:
    return page(
        request, "signin/code.html", status=refusal.status if refusal else 200, ticket=ticket,
        following=safe_next(following), problem=Problem.of(refusal) if refusal else None,
    )  # fmt: skip


async def show_again(
    request: PageRequest, by: Viewer, *, form: Form | None = None, refusal: Refusal | None = None
) -> Response[Any]:
    """The page that asks for one more proof, with the ways this account has."""
    settings, ways = settings_of(request), await ways_to_prove(by=by)
    with_passkey = party_of(request) is not None and await has_passkey(by=by)
    return page(
        request, "signin/again.html", status=refusal.status if refusal else 200, ways=ways,
        with_password=settings.local_accounts and ways.password, as_demo=settings.demo and ways.demo,
        with_passkey=with_passkey,
        problem=Problem.of(refusal) if refusal else None,
        following=safe_next(form.first("next") if form else str(request.query_params.get("next", "/"))),
    )  # fmt: skip


async def show_sign_in(
    request: PageRequest, *, form: Form | None = None, problem: Problem | None = None, status: int = 200
) -> Response[Any]:
    """The sign-in page, with what was typed where it is shown again."""
    accounts = await demo_accounts() if settings_of(request).demo else ()
    following = safe_next(form.first("next") if form else str(request.query_params.get("next", "/")))
    body = str(request.query_params.get("body", ""))[:200].strip()
    return page(
        request,
        "signin/sign_in.html",
        accounts=accounts,
        body=body,
        doors=await doors_of_bodies(called=body),
        with_password=settings_of(request).local_accounts,
        with_passkey=party_of(request) is not None,
        following=following,
        form=form,
        problem=problem,
        status=status,
    )


def signed_in(request: PageRequest, token: str, following: str) -> Response[Any]:
    """On to where the sign-in was to lead, with the new session's cookie."""
    answer = redirect(safe_next(following))
    answer.set_cookie(session_cookie(request, token))
    return answer


HANDLERS: Sequence[Any] = (
    sign_in_page, sign_in, sign_in_with_code, sign_in_to_demo, prove_again_page, prove_again, sign_out, act_for,
)  # fmt: skip

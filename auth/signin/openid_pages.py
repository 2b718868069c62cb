"""The doors between a provider and us: out, back, and the two ways in which it ends what it began."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from litestar import MediaType, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Response

from auth.signin import joining, openid
from auth.signin.attempts import LASTS, Attempt, sealed
from auth.signin.cookies import session_cookie, settings_of, token_of
from auth.signin.rules import safe_next
from auth.viewer import Viewer
from foundation.errors import NotAllowed, RuleBroken
from foundation.web.forms import read_form
from foundation.web.rendering import PageRequest, redirect


@get("/sign-in/providers/{openid_provider:uuid}")
async def set_out(request: PageRequest, openid_provider: FromPath[UUID], next: FromQuery[str] = "/") -> Response[Any]:
    """Go to the provider."""
    address, attempt = await openid.set_out(
        provider=openid_provider, following=safe_next(next), aim="sign_in", home=settings_of(request).home
    )
    return sent_to(request, address, attempt)


@get("/sign-in/again/{openid_provider:uuid}")
async def set_out_again(
    request: PageRequest, by: NamedDependency[Viewer], openid_provider: FromPath[UUID], next: FromQuery[str] = "/"
) -> Response[Any]:
    """Go to the provider once more, to prove oneself for what comes next."""
    address, attempt = await openid.set_out(
        provider=openid_provider,
        following=safe_next(next),
        aim="again",
        account=by.account,
        home=settings_of(request).home,
    )
    return sent_to(request, address, attempt)


@get("/sign-in/providers/{openid_provider:uuid}/return")
async def come_back(request: PageRequest, openid_provider: FromPath[UUID]) -> Response[Any]:
    """Back from the provider, with a code or an error."""
    settings = settings_of(request)
    told = {name: str(value) for name, value in request.query_params.items()}
    if any(len(request.query_params.getall(name)) > 1 for name in told):
        raise RuleBroken(openid.REFUSED)
    arrived = await openid.arrive(
        provider=openid_provider, cookie=request.cookies.get(settings.attempt_cookie), told=told, home=settings.home
    )
    enter = joining.join_through_provider if arrived.attempt.aim == "invitation" else openid.enter
    token = await enter(arrived=arrived, old_token=token_of(request))
    answer = redirect(safe_next(arrived.attempt.following))
    answer.set_cookie(session_cookie(request, token))
    answer.delete_cookie(settings.attempt_cookie)
    return answer


@post("/sign-in/providers/{openid_provider:uuid}/logout", status_code=200)
async def logged_out_behind(request: PageRequest, openid_provider: FromPath[UUID]) -> Response[Any]:
    """The provider's server ends sessions (OpenID Connect Back-Channel Logout 1.0); its signature is the proof."""
    token = (await read_form(request)).first("logout_token")
    try:
        await openid.end_by_provider(provider=openid_provider, logout_token=token, home=settings_of(request).home)
    except NotAllowed as refusal:
        return Response(refusal.sentence, status_code=400, media_type=MediaType.TEXT)
    return Response(None, status_code=200)


@get("/sign-in/providers/{openid_provider:uuid}/logout")
async def logged_out_in_front(
    openid_provider: FromPath[UUID], iss: FromQuery[str] = "", sid: FromQuery[str] = ""
) -> None:
    """The provider's page ends a session (OpenID Connect Front-Channel Logout 1.0)."""
    await openid.end_by_front(provider=openid_provider, issuer=iss, session=sid)


def sent_to(request: PageRequest, address: str, attempt: Attempt) -> Redirect:
    """To the provider, with the attempt in a cookie that comes back with a link from elsewhere but not with a form."""
    settings = settings_of(request)
    answer = redirect(address)
    answer.set_cookie(
        Cookie(key=settings.attempt_cookie, value=sealed(attempt), path="/", max_age=int(LASTS.total_seconds()),
               httponly=True, samesite="lax", secure=settings.secure)
    )  # fmt: skip
    return answer


HANDLERS: Sequence[Any] = (set_out, set_out_again, come_back, logged_out_behind, logged_out_in_front)

"""The session's cookie, as both doors read and write it."""

from dataclasses import dataclass
from typing import Final

from litestar.datastructures import Cookie

from auth.signin.addresses import Network, address_of
from auth.signin.openid import Home
from auth.signin.rules import ABSOLUTE, cookie_name
from foundation.errors import NotAllowed
from foundation.web.bearer import bearer_of
from foundation.web.rendering import PageRequest

NO_LOCAL_ACCOUNTS: Final = (
    "この仕組みでは、パスワードでのサインインを使っていません。所属の窓口（ID）からサインインしてください。"
)


@dataclass(frozen=True, slots=True)
class SignInSettings:
    """What the doors of sign-in need to know of the installation."""

    demo: bool
    secure: bool
    local_accounts: bool
    home: Home
    trusted: tuple[Network, ...]

    @property
    def cookie(self) -> str:
        """The session cookie's name."""
        return cookie_name(secure=self.secure)

    @property
    def attempt_cookie(self) -> str:
        """The name of the cookie that goes with somebody to a provider and back."""
        return "__Host-openid" if self.secure else "openid"


def settings_of(request: PageRequest) -> SignInSettings:
    """The installation's settings, put in place by `app.py`."""
    found: SignInSettings = request.app.state.sign_in
    return found


def token_of(request: PageRequest) -> str | None:
    """The session's secret, as the cookie brought it; none where an access token speaks for the request."""
    if bearer_of(request) is not None:
        return None
    return request.cookies.get(settings_of(request).cookie)


def require_local_accounts(request: PageRequest) -> None:
    """Raises `NotAllowed` where this installation wants everybody to come through their provider."""
    if not settings_of(request).local_accounts:
        raise NotAllowed(NO_LOCAL_ACCOUNTS)


def sender_of(request: PageRequest) -> str:
    """The address that a request comes from, as far as it can be believed; "" where the server does not know."""
    if request.client is None:
        return ""
    return address_of(request.client.host, request.headers.get("x-forwarded-for", ""), settings_of(request).trusted)


def session_cookie(request: PageRequest, token: str) -> Cookie:
    """The cookie that carries the session's secret."""
    settings = settings_of(request)
    return Cookie(
        key=settings.cookie, value=token, path="/", max_age=int(ABSOLUTE.total_seconds()), httponly=True,
        samesite="lax", secure=settings.secure,
    )  # fmt: skip

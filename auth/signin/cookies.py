"""The session's cookie, as both doors read and write it."""

from dataclasses import dataclass

from litestar.datastructures import Cookie

from auth.signin.rules import ABSOLUTE, cookie_name
from foundation.web.rendering import PageRequest


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

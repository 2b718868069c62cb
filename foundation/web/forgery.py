"""Requests that another site makes a person's browser send (cross-site request forgery) are refused.

Three walls on every unsafe method: the browser's own word on where the request comes from (Origin, Sec-Fetch-Site), a
token in the form or header, and the token's tie to the session cookie, so that a pair planted by a neighbouring host
is worthless. Somebody without a session has a cookie of their own for the same purpose.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from litestar import Request
from litestar.datastructures import MutableScopeHeaders, UploadFile
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from foundation.errors import NotAllowed, RuleBroken
from foundation.web.bearer import bearer_of

NOWHERE: Final = re.compile(r"(?!)")
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
HEADER: Final = "x-csrf-token"
FIELD: Final = "_csrf_token"
FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")
MOST_FIELDS: Final = 5_000
"""In one form: more than any page has. Twelve megabytes of empty fields keep a process busy for half a minute."""
COUNTLESS: Final = "項目が多すぎるため、受け付けませんでした。何も保存していません。分けて送ってください。"
STALE: Final = (
    "画面の有効期限が切れたため、送信を受け付けませんでした。前の画面に戻って読み込み直し、もう一度送ってください。"
)
FOREIGN: Final = "ほかのサイトから送られたため、受け付けませんでした。このサイトの画面を開いて操作してください。"


@dataclass(frozen=True, slots=True)
class Forgery:
    """The keeper of tokens. `session_cookie` is what a token is tied to; `secure` says that people come by https.

    `proven_otherwise` are paths where no cookie counts: the request itself carries a signature or a secret.
    """

    secret: bytes
    session_cookie: str
    secure: bool
    proven_otherwise: re.Pattern[str] = NOWHERE

    @property
    def visitor_cookie(self) -> str:
        """Ties the tokens of people without a session; over https bound to the host by its name."""
        return "__Host-visitor" if self.secure else "visitor"

    def middleware(self, app: ASGIApp) -> ASGIApp:
        """Check unsafe requests, and put the token for the page into the connection's state."""

        async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
            request: Request[Any, Any, Any] = Request(scope, receive, send)
            tie = request.cookies.get(self.session_cookie) or request.cookies.get(self.visitor_cookie)
            fresh = None if tie or bearer_of(request) is not None else secrets.token_urlsafe(24)
            token = self.token(tie or fresh or "")
            scope["state"]["csrf_token"] = token
            await _refuse_countless(request)
            if request.method not in SAFE and not self._without_cookies(request):
                _refuse_foreign(request)
                if tie is None or not await _carries(request, token):
                    raise NotAllowed(STALE)
            await app(scope, receive, self._with_cookie(send, fresh) if fresh else send)

        return guarded

    def _without_cookies(self, request: Request[Any, Any, Any]) -> bool:
        """Whether no cookie of the browser's gives this request anything: a forged one gains nothing."""
        return bearer_of(request) is not None or self.proven_otherwise.fullmatch(request.url.path) is not None

    def token(self, tie: str) -> str:
        """The token that goes with a session or a visitor."""
        return hmac.new(self.secret, tie.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()

    def _with_cookie(self, send: Send, visitor: str) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                secure = "; Secure" if self.secure else ""
                cookie = f"{self.visitor_cookie}={visitor}; Path=/; HttpOnly; SameSite=lax{secure}"
                MutableScopeHeaders.from_message(message).add("set-cookie", cookie)
            await send(message)

        return sending


async def _refuse_countless(request: Request[Any, Any, Any]) -> None:
    """Before anybody takes the form apart, whoever sent it."""
    is_form = request.headers.get("content-type", "").lower().startswith(FORMS[0])
    if is_form and (await request.body()).count(b"&") >= MOST_FIELDS:
        raise RuleBroken(COUNTLESS)


def _refuse_foreign(request: Request[Any, Any, Any]) -> None:
    origin = request.headers.get("origin")
    foreign = origin is not None and _host_of(origin) != request.headers.get("host", "")
    if foreign or request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        raise NotAllowed(FOREIGN)


def _host_of(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


async def _carries(request: Request[Any, Any, Any], token: str) -> bool:
    given: object = request.headers.get(HEADER)
    if given is None and request.headers.get("content-type", "").startswith(FORMS):
        try:
            given = (await request.form()).get(FIELD)
        except HTTPException:
            return False
    if isinstance(given, UploadFile):
        await given.close()
    return isinstance(given, str) and hmac.compare_digest(given.encode("utf-8", "surrogatepass"), token.encode())

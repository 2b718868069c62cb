"""Headers on every answer, errors and static files included: the outermost layer."""

import logging
import re
from typing import Final

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

logger = logging.getLogger(__name__)

HOST: Final = re.compile(rb"[A-Za-z0-9.-]*(:[0-9]{1,5})?|\[[0-9a-fA-F:]+\](:[0-9]{1,5})?")
CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
)
ALWAYS: Final[tuple[tuple[bytes, bytes], ...]] = (
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"strict-transport-security", b"max-age=31536000; includeSubDomains"),  # counts over https alone
)
UNCACHED: Final = (b"cache-control", b"no-store")
STATIC: Final = "/static/"


UNREADABLE: Final = "アドレスを読み取れませんでした。入力したアドレスを確かめてください。\n".encode()


def with_headers(app: ASGIApp) -> ASGIApp:
    """The application with its headers. Pages are never kept by caches: they are for one viewer.

    An address no framework can read (NUL, a port that is no number) ends here, with the same headers.
    """

    async def answering(scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                message["headers"] = [*message["headers"], *_headers_for(str(scope.get("path", "")))]
            await send(message)

        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
        elif _readable(scope):
            try:
                await app(scope, receive, sending)
            except ValueError:
                logger.warning("a request could not be read")
                if not begun:
                    await _unreadable(sending)
        else:
            await _unreadable(sending)

    return answering


def _readable(scope: Scope) -> bool:
    host = next((value for name, value in scope["headers"] if name == b"host"), b"")
    return "\x00" not in scope["path"] and HOST.fullmatch(host) is not None


async def _unreadable(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 400, "headers": headers})
    await send({"type": "http.response.body", "body": UNREADABLE, "more_body": False})


def _headers_for(path: str) -> tuple[tuple[bytes, bytes], ...]:
    return ALWAYS if path.startswith(STATIC) else (*ALWAYS, UNCACHED)

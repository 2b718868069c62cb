"""Every answer as one event in the log and one count: number, pseudonym, route template, status, time."""

import hmac
import logging
from time import monotonic
from typing import Any, Final
from uuid import UUID

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from foundation.database.clock import current_clock
from foundation.health.measures import REQUESTS, RUNNING, SECONDS
from foundation.processes.logs import answering

logger = logging.getLogger("dxpool.request")

UNROUTED: Final = "(none)"
OTHER: Final = "(other)"
METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
"""What is told of a method: any other word is the sender's own, and each would be a measure kept for good."""
HEADER: Final = b"x-request-id"


def observed(app: ASGIApp, *, secret: str) -> ASGIApp:
    """The application, watched from outside. `secret` makes pseudonyms that only this installation can compute."""

    async def watching(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return
        number, begun, status = current_clock().new_id().hex, monotonic(), 500

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (HEADER, number.encode())]
            await send(message)

        RUNNING.inc()
        with answering(number):
            try:
                await app(scope, receive, sending)
            finally:
                RUNNING.dec()
                _tell(scope, status, monotonic() - begun, secret)

    return watching


def _tell(scope: Scope, status: int, took: float, secret: str) -> None:
    sent, route = str(scope.get("method")), str(scope.get("path_template") or UNROUTED)
    method = sent if sent in METHODS else OTHER
    REQUESTS.labels(method, route, status).inc()
    SECONDS.labels(method, route).observe(took)
    told: dict[str, Any] = {"method": method, "route": route, "status": status, "ms": round(took * 1000)}
    viewer = scope.get("state", {}).get("viewer")
    if viewer is not None and viewer.account is not None:
        told |= {"actor": pseudonym(viewer.account, secret), "role": str(viewer.role)}
    logger.info("answered", extra={"told": told})


def pseudonym(account: UUID, secret: str) -> str:
    """The same for the same account of this installation; whoever lacks the secret cannot tell whose it is."""
    return hmac.digest(secret.encode(), b"log" + account.bytes, "sha256").hex()[:16]

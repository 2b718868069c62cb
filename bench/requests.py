"""Requests straight into the application, and what they take: what an HTTP client would cost is not the product's."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from time import perf_counter, process_time
from typing import Any

from pydantic import SecretStr

from app import create_app
from auth.signin.rules import COOKIE
from foundation.processes.garbage import settle
from foundation.web.headers import with_headers
from settings import Settings

Fetch = Callable[[], Awaitable[Any]]
Get = Callable[[str], Awaitable[int]]
"""Path -> bytes of the page."""


@asynccontextmanager
async def asking(token: str) -> AsyncIterator[Get]:
    """Whoever has opened this session, asking for pages; anything but a page is an error."""
    application: Any = with_headers(create_app(Settings(secret=SecretStr("only for measurements"))))
    settle()

    async def get(path: str) -> int:
        address, _, query = path.partition("?")
        cookie = (b"cookie", f"{COOKIE}={token}".encode())
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
            "path": address, "raw_path": address.encode(), "query_string": query.encode(), "root_path": "",
            "headers": [(b"host", b"testserver"), cookie], "client": ("127.0.0.1", 1), "server": ("testserver", 80),
            "extensions": {}, "state": {},
        }  # fmt: skip
        answer: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            answer.append(message)

        await application(scope, receive, send)
        assert answer[0]["status"] == 200, (path, answer[0]["status"])
        return sum(len(message.get("body", b"")) for message in answer)

    yield get


async def timed(once: Fetch, requests: int) -> tuple[list[float], float]:
    """Milliseconds of each request, sorted, and CPU milliseconds of one in this process."""
    times: list[float] = []
    before = process_time()
    for _ in range(requests):
        started = perf_counter()
        await once()
        times.append((perf_counter() - started) * 1000)
    return sorted(times), (process_time() - before) / requests * 1000

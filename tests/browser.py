"""A client that behaves as a browser without JavaScript does: cookies, and the hidden fields of the form it sends."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')
Fields = Mapping[str, str | Sequence[str]]


@dataclass
class Browser:
    """One person's browser."""

    client: httpx.AsyncClient
    printed: dict[str, str] = field(default_factory=dict, init=False)
    """The tokens that pages have printed, by the session they belong to."""

    async def sign_in(self, login: str, password: str) -> httpx.Response:
        """From the sign-in page, with a password."""
        answer = await self.post("/session", {"login": login, "password": password})
        assert answer.status_code == 303, answer.text
        return answer

    async def get(self, path: str, **more: Any) -> httpx.Response:
        """A page."""
        return await self.client.get(path, **more)

    async def post(self, path: str, fields: Fields | None = None, *, key: str | None = None) -> httpx.Response:
        """A form, with the token that a page of ours would have given it."""
        hidden = {"_csrf_token": await self.token(), "_key": key or uuid4().hex}
        return await self.client.post(path, data={**(fields or {}), **hidden})

    async def send(self, path: str, body: Any, *, key: str | None = None, method: str = "POST") -> httpx.Response:
        """JSON to the other door."""
        headers = {"x-csrf-token": await self.token()} | ({"idempotency-key": key} if key else {})
        return await self.client.request(method, f"/api/v1{path}", json=body, headers=headers)

    async def token(self) -> str:
        """The CSRF token, as the sign-in page or any other prints it; asked for once a session."""
        if (known := self.printed.get(self._session())) is not None:
            return known
        page = await self.client.get("/sign-in", follow_redirects=True)
        found = TOKEN.search(page.text)
        assert found is not None
        if session := self._session():
            self.printed[session] = found.group(1)
        return found.group(1)

    def _session(self) -> str:
        """What the session's cookie holds; empty without one."""
        return next((cookie.value or "" for cookie in self.client.cookies.jar if cookie.name == "session"), "")


Visit = Callable[..., Awaitable[Browser]]

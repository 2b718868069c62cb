"""An outside system as these tests play it: registered by a body's manager, calling with its token and no cookie."""

from dataclasses import dataclass
from typing import Any

import httpx

from auth.clients.operations import register_client
from auth.clients.schemas import NewClient
from auth.permissions.rules import Right
from auth.viewer import Viewer
from foundation.database.idempotency import Told
from tests.browser import Browser

TOKEN = "/api/v1/oauth/token"
READS_AND_ASKS = [Right.READ_NEEDS, Right.ASK]


@dataclass
class System:
    """An outside system with its id and secret; `browser` is used as a plain client."""

    issued: Told
    browser: Browser

    async def ask_for_token(self, **other: str) -> httpx.Response:
        """As RFC 6749, section 4.4.2, with Basic."""
        form = {"grant_type": "client_credentials"} | other
        return await self.browser.client.post(TOKEN, data=form, auth=(str(self.issued.id), self.issued.secret))

    async def token(self, **other: str) -> str:
        """A token that works."""
        answer = await self.ask_for_token(**other)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["access_token"])

    async def call(self, path: str, *, token: str, body: Any = None, **headers: str) -> httpx.Response:
        """A call of the API; with a body a write."""
        given = {"authorization": f"Bearer {token}"} | headers
        method = "GET" if body is None else "POST"
        return await self.browser.client.request(method, f"/api/v1{path}", json=body, headers=given)


async def registered(by: Viewer, browser: Browser, **other: Any) -> System:
    """Registered by a manager of the body."""
    told: dict[str, Any] = {"name": "架空の人事システム", "scopes": READS_AND_ASKS, "calls_a_minute": 600}
    return System(await register_client(new=NewClient.model_validate(told | other), by=by), browser)

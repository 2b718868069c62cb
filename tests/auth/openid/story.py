"""Somebody who signs in through a provider: out with an attempt, back with a code, let in or refused."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

from auth.providers.asking import Way
from auth.providers.schemas import NewProvider
from auth.viewer import Viewer
from foundation.database.unit_of_work import reading, unit_of_work
from tests.auth.providers.evil import SECRET, Evil
from tests.browser import Browser

WAY = Way(plain_http=True)
LAST_REFUSAL = "select purpose from journal where verb = 'sign_in_refused' order by at desc, id desc limit 1"


@dataclass
class Story:
    """The official of 世羅町, linked to a provider of the town."""

    evil: Evil
    id: UUID
    by: Viewer
    browser: Browser

    async def leave(self, path: str = "") -> str:
        """Out: the provider's address."""
        answer = await self.browser.get(path or f"/sign-in/providers/{self.id}?next=/needs")
        assert answer.status_code == 303, answer.text
        return str(answer.headers["location"])

    async def come_back(self, address: str, **told: str | None) -> Any:
        """Back, with what the provider's redirect would carry; None leaves a parameter out."""
        question = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        carried = {"state": question["state"], "iss": self.evil.issuer} | told
        if "code" not in carried:
            carried["code"] = self.evil.authorize(address)
        query = {name: value for name, value in carried.items() if value is not None}
        return await self.browser.get(urlsplit(question["redirect_uri"]).path, params=query)

    async def sign_in(self, **told: str | None) -> Any:
        """There and back."""
        return await self.come_back(await self.leave(), **told)

    async def who(self) -> str:
        """Whom the session stands for."""
        return str((await self.browser.get("/api/v1/session")).json()["role"])

    async def refused(self, answer: Any) -> str:
        """The reason in the journal of the town; that there is no session and no mistake of ours."""
        assert 400 <= answer.status_code < 500, answer.status_code
        assert await self.who() == "public"
        async with reading(self.by) as work:
            return str(await work.connection.fetchval(LAST_REFUSAL))


def registered(evil: Evil, **other: Any) -> NewProvider:
    """The provider as the town's manager registers it."""
    told: dict[str, Any] = {
        "name": "架空町職員ID", "issuer": evil.issuer, "client_id": "dxpool", "token_auth": "client_secret_basic",
        "algorithms": ["RS256"], "secret": SECRET, "is_open": True,
    }  # fmt: skip
    return NewProvider.model_validate(told | other)


async def link(id: UUID, account: UUID | None, subject: str) -> None:
    """As accepting an invitation does."""
    async with unit_of_work(Viewer.public()) as work:
        await work.connection.execute("select link_person($1, $2, $3, $4, $5)", uuid4(), account, id, subject, work.now)

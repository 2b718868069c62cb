"""Whose address counts: what a stranger writes into a header gives no further try."""

from typing import Any, cast

import httpx
import pytest
from pydantic import SecretStr

from app import create_app
from auth.signin.addresses import address_of, networks
from auth.signin.rules import TRIES_OF_ADDRESS
from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from registry.postings.rules import FEW
from settings import Settings
from tests.browser import Browser, Visit
from tests.world import World

COUNT = "select count_try($1, $2::timestamptz, $2 - interval '15 minutes', 1000)"
PROXIES = networks("10.0.0.0/8, 192.0.2.1")


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.5", "", "203.0.113.5"),
        ("203.0.113.5", "198.51.100.7", "203.0.113.5"),
        ("10.0.0.2", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.2", "1.2.3.4, 198.51.100.7", "198.51.100.7"),
        ("10.0.0.2", "1.2.3.4, 198.51.100.7, 192.0.2.1", "198.51.100.7"),
        ("10.0.0.2", "no address", "10.0.0.2"),
        ("unix", "198.51.100.7", "unix"),
    ],
)
def test_the_nearest_address_that_is_no_proxy_of_ours(peer: str, forwarded: str, address: str) -> None:
    assert address_of(peer, forwarded, PROXIES) == address


def test_networks_that_are_none_are_refused_at_start() -> None:
    with pytest.raises(ValueError, match="appear to be"):
        create_app(Settings(secret=SecretStr("only for tests"), trusted_proxies="everybody"))


@pytest.mark.database
async def test_rotating_forwarded_headers_gives_no_further_try(world: World, visit: Visit) -> None:
    async with unit_of_work(Viewer.public()) as work:
        for _ in range(TRIES_OF_ADDRESS - 3):
            await work.connection.execute(COUNT, "\naddress 127.0.0.1", work.now)
    browser = await visit()
    token = await browser.token()
    statuses = []
    for number in range(6):
        headers = {"x-csrf-token": token, "x-forwarded-for": f"198.51.100.{number}"}
        given = {"login": f"guess-{number}", "password": "wrong"}
        statuses.append((await browser.client.post("/api/v1/session", json=given, headers=headers)).status_code)
    assert statuses == [422] * 3 + [429] * 3


@pytest.mark.database
async def test_people_behind_our_own_proxy_are_told_apart(world: World) -> None:
    application = create_app(Settings(secret=SecretStr("only for tests"), trusted_proxies="127.0.0.1"))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(cast(Any, application)), base_url="http://testserver"
    ) as outside:
        browser = Browser(outside)
        token = await browser.token()

        async def asked(address: str) -> int:
            headers = {"x-csrf-token": token, "x-forwarded-for": address}
            sent = await outside.post("/api/v1/my-application", json={"number": "XXXX-XXXX"}, headers=headers)
            return sent.status_code

        assert [await asked("198.51.100.1") for _ in range(FEW + 1)] == [404] * FEW + [429]
        assert await asked("198.51.100.2") == 404, "one who asks too often stops nobody else"

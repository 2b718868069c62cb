"""Measures are for whoever knows the token, by route template; the status names code and schema."""

from collections.abc import AsyncIterator
from typing import Any, cast

import httpx
import pytest
from litestar import Litestar
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from app import create_app
from foundation.database.engine import ENGINE
from foundation.database.migrations import shipped
from foundation.health.observing import observed
from foundation.web.headers import with_headers
from settings import Settings
from tests.browser import Visit
from tests.world import World

pytestmark = pytest.mark.database

TOKEN = {"authorization": "Bearer for monitors only"}


@pytest.fixture
def application(world: World) -> Litestar:
    return create_app(Settings(secret=SecretStr("only for tests"), metrics_token=SecretStr("for monitors only")))


@pytest.fixture
async def outside(application: Litestar) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the application as it is served."""
    served = observed(with_headers(application), secret="only for tests")
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(cast(Any, served)), base_url="http://testserver"
    ) as client:
        yield client


def read(text: str) -> dict[str, float]:
    """`name{labels}` -> value."""
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {f"{one.name}{sorted(one.labels.values())}": one.value for one in samples}


async def test_measures_are_for_whoever_knows_the_token(outside: httpx.AsyncClient, visit: Visit) -> None:
    for headers in ({}, {"authorization": "Bearer wrong"}, {"authorization": "Bearer "}):
        assert (await outside.get("/metrics", headers=headers)).status_code == 404
    assert (await (await visit("sera")).get("/metrics")).status_code == 404


async def test_answers_are_counted_by_template_and_never_by_address(outside: httpx.AsyncClient) -> None:
    assert (await outside.get("/municipalities/344621")).status_code == 200
    assert (await outside.get("/no-such-canary")).status_code == 404
    for number in range(3):
        await outside.request(f"CANARY{number}", "/livez")
    text = (await outside.get("/metrics", headers=TOKEN)).text
    seen = read(text)
    assert "/344621" not in text and "canary" not in text.lower(), "what is asked makes no measure of its own"
    assert any("/municipalities/{" in name and name.startswith("dxpool_requests_total") for name in seen)
    assert seen["dxpool_database_up[]"] == 1
    assert seen["dxpool_queue_oldest_seconds[]"] >= 0
    assert seen["dxpool_pool_wait_seconds_count[]"] > 0


async def test_measures_come_also_without_a_database(outside: httpx.AsyncClient) -> None:
    await ENGINE.close()
    answer = await outside.get("/metrics", headers=TOKEN)
    assert answer.status_code == 200 and read(answer.text)["dxpool_database_up[]"] == 0


async def test_the_status_names_code_and_schema(outside: httpx.AsyncClient) -> None:
    told = (await outside.get("/_status")).json()
    assert told["schema_of_code"] == told["schema_of_database"] == max(shipped())
    assert set(told) == {"version", "commit", "schema_of_code", "schema_of_database"}


async def test_every_answer_names_its_request(outside: httpx.AsyncClient) -> None:
    numbers = {(await outside.get("/livez")).headers["x-request-id"] for _ in range(3)}
    assert len(numbers) == 3

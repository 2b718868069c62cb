"""Logs: one JSON event a line, with request, route template and a pseudonym; nothing that anybody typed or is."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any, cast

import httpx
import pytest
from litestar import Litestar

from foundation.database.engine import ENGINE
from foundation.health.observing import observed, pseudonym
from foundation.processes.logs import formatter, quieten_libraries
from foundation.web.headers import with_headers
from tests.browser import Browser
from tests.registry.people import designer
from tests.world import PASSWORD, World

pytestmark = pytest.mark.database

SECRET = "only for tests"
CANARY = "canary-in-the-mine"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Everything logged from the lowest level on, as it is written in production."""
    text, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(text), root.level
    handler.setFormatter(formatter())
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    quieten_libraries()
    yield text
    root.removeHandler(handler)
    root.setLevel(level)


def events(text: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.getvalue().splitlines()]


async def served(application: Litestar) -> Browser:
    """A browser at the application as it is served."""
    app = observed(with_headers(application), secret=SECRET)
    transport = httpx.ASGITransport(cast(Any, app), raise_app_exceptions=False)
    return Browser(httpx.AsyncClient(transport=transport, base_url="http://testserver"))


async def test_an_event_tells_request_route_and_pseudonym(
    world: World, application: Litestar, written: io.StringIO
) -> None:
    browser = await served(application)
    await browser.sign_in("sera", PASSWORD)
    answer = await browser.get("/needs")
    event = next(event for event in events(written) if event.get("request") == answer.headers["x-request-id"])
    assert world.sera.account is not None
    assert (event["event"], event["route"], event["status"]) == ("answered", "/needs", 200)
    assert (event["actor"], event["role"]) == (pseudonym(world.sera.account, SECRET), "manager")
    assert str(world.sera.account) not in written.getvalue()


async def test_nothing_typed_nobodys_name_no_secret_and_no_argument_is_logged(
    world: World, application: Litestar, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = await designer(by=world.hiroshima, name=f"{CANARY}-name", external_key=f"{CANARY}-key")
    browser = await served(application)
    await browser.post("/session", {"login": f"{CANARY}-login", "password": f"{CANARY}-password"})
    await browser.sign_in("hiroshima", PASSWORD)
    await browser.get(f"/members/{member}")
    await browser.get(f"/members?words={CANARY}-search")
    await browser.post("/needs", {"story": f"{CANARY}-story\x00", "draft": "x"})
    await browser.send(f"/members/{member}", {"name": f"{CANARY}-name", "version": CANARY}, method="PUT")
    await browser.get(f"/{CANARY}-path?{CANARY}=1")
    monkeypatch.setattr(ENGINE, "pool", object())
    assert (await browser.get(f"/members/{member}?words={CANARY}")).status_code == 500
    monkeypatch.undo()
    failing = logging.getLogger("asyncpg.somewhere")
    try:
        raise ValueError(f"{CANARY}-argument")
    except ValueError:
        failing.exception("a library tells of an error")
    told = written.getvalue()
    assert [event["error"] for event in events(written) if event["event"] == "a library tells of an error"] == [
        "ValueError"
    ]
    print(f"logs: {len(events(written))} events, canaries {told.count(CANARY)}")
    for secret in (CANARY, PASSWORD, browser.client.cookies["session"], str(member), "田所 架空", "select "):
        assert secret not in told, f"{secret!r} is in the log"

"""CSRF on every unsafe route, headers on every answer, a new session id at every sign-in, no open redirect."""

import re
from collections.abc import AsyncIterator
from typing import Any, cast

import httpx
import pytest
from litestar import Litestar

from auth.signin.rules import PROVEN_OTHERWISE
from foundation.database.engine import ENGINE
from foundation.web.headers import ALWAYS, CONTENT_SECURITY_POLICY, with_headers
from tests.browser import Visit
from tests.house.repository import routes
from tests.world import PASSWORD, World

pytestmark = pytest.mark.database

PARAMETER = re.compile(r"{\w+}")
NOTHING = "00000000-0000-4000-8000-000000000000"
NUMBERED = {"{unit}": "1"}
"""Parameters that are no ids."""


@pytest.fixture
async def stranger(application: Litestar) -> AsyncIterator[httpx.AsyncClient]:
    """A client that got no page of ours before; a mistake of ours is an answer to it, not an exception."""
    transport = httpx.ASGITransport(cast(Any, with_headers(application)), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        yield client


def paths(application: Litestar) -> list[tuple[str, str]]:
    """Method and a path of the right form, for every door."""
    return [(method, PARAMETER.sub(_filled, path)) for method, path, _ in routes(application)]


def _filled(parameter: re.Match[str]) -> str:
    return NUMBERED.get(parameter[0], NOTHING)


async def test_every_unsafe_route_refuses_without_a_token(
    world: World, application: Litestar, visit: Visit, stranger: httpx.AsyncClient
) -> None:
    sera = await visit("sera")
    unsafe = [door for door in paths(application) if door[0] != "GET" and not PROVEN_OTHERWISE.fullmatch(door[1])]
    forged = {"x-csrf-token": "0" * 128}
    answers = [await sera.client.request(method, path) for method, path in unsafe]
    answers += [await sera.client.request(method, path, headers=forged) for method, path in unsafe]
    answers += [await stranger.request(method, path) for method, path in unsafe]
    through = [f"{a.request.method} {a.request.url.path}: {a.status_code}" for a in answers if a.status_code != 403]
    print(f"csrf: {len(unsafe)} unsafe routes, {len(answers)} tries without a token, {len(through)} got through")
    assert not through


async def test_doors_without_a_token_want_another_proof(
    world: World, application: Litestar, visit: Visit, stranger: httpx.AsyncClient
) -> None:
    sera = await visit("sera")
    doors = [path for method, path in paths(application) if method != "GET" and PROVEN_OTHERWISE.fullmatch(path)]
    assert doors
    for client in (sera.client, stranger):
        for path in doors:
            answer = await client.post(path, data={"logout_token": "x"})
            assert answer.status_code in (400, 401, 404), path


async def test_every_answer_carries_the_headers(
    world: World, application: Litestar, visit: Visit, stranger: httpx.AsyncClient
) -> None:
    sera, safe = await visit("sera"), [path for method, path in paths(application) if method == "GET"]
    further = ["/no-such-page", "/api/v1/no-such-thing", "/static/", "/static/css/", "/static/no-such-file",
               "/static/../settings.py", "/needs/x"]  # fmt: skip
    answers = [await client.get(path) for client in (sera.client, stranger) for path in [*safe, *further]]
    answers.append(await stranger.post("/needs", data={}))
    answers.append(await stranger.request("TRACE", "/needs"))
    for answer in answers:
        for name, value in ALWAYS:
            assert answer.headers.get_list(name.decode()) == [value.decode()], f"{answer.url} {answer.status_code}"
        if answer.url.path.startswith("/static/"):
            assert answer.status_code in (404, 405), f"{answer.url}: nothing lists a folder"
        else:
            assert "no-store" in answer.headers["cache-control"], answer.url
    print(f"headers: {len(answers)} answers, statuses {sorted({a.status_code for a in answers})}, all carry them")


async def test_a_mistake_of_ours_carries_the_headers_and_no_trace(stranger: httpx.AsyncClient, world: World) -> None:
    pool, ENGINE.pool = ENGINE.pool, cast(Any, object())
    try:
        stranger.cookies.set("session", "x")
        answer = await stranger.get("/needs")
    finally:
        ENGINE.pool = pool
    assert answer.status_code == 500
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert "Traceback" not in answer.text and "AttributeError" not in answer.text


def test_the_policy_allows_nothing_inline() -> None:
    assert "default-src 'none'" in CONTENT_SECURITY_POLICY
    assert "unsafe" not in CONTENT_SECURITY_POLICY and "*" not in CONTENT_SECURITY_POLICY


async def test_signing_in_makes_a_new_session_and_ends_the_old_one(world: World, visit: Visit) -> None:
    browser = await visit("sera")
    first = browser.client.cookies["session"]
    await browser.post("/sign-out")
    browser.client.cookies.set("session", "chosen-by-somebody-else")
    await browser.sign_in("sera", PASSWORD)
    second = {cookie.value for cookie in browser.client.cookies.jar if cookie.name == "session"}
    assert "chosen-by-somebody-else" not in second - {"chosen-by-somebody-else"} and first not in second
    old = await visit()
    old.client.cookies.set("session", first)
    assert (await old.get("/needs")).status_code == 303


async def test_the_session_cookie_is_out_of_reach_of_scripts(world: World, visit: Visit) -> None:
    browser = await visit()
    answer = await browser.sign_in("sera", PASSWORD)
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie and "domain=" not in cookie


@pytest.mark.parametrize(
    "following",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "/%0d%0aSet-Cookie:a=b",
     "javascript:alert(1)", "/\tevil", "/ok\nLocation: //evil.example", " //evil.example", "evil.example", ""],
)  # fmt: skip
async def test_next_leads_nowhere_else(world: World, visit: Visit, following: str) -> None:
    browser = await visit()
    answer = await browser.post("/session", {"login": "sera", "password": PASSWORD, "next": following})
    target = answer.headers["location"]
    assert target.startswith("/") and not target.startswith(("//", "/\\")) and "\n" not in target
    assert httpx.URL("http://testserver").join(target).host == "testserver"


async def test_another_site_is_refused_whatever_it_knows(world: World, visit: Visit) -> None:
    sera, token = await visit("sera"), await (await visit("sera")).token()
    own = await sera.token()
    for headers in (
        {"x-csrf-token": own, "origin": "https://evil.example"},
        {"x-csrf-token": own, "origin": "http://["},
        {"x-csrf-token": own, "sec-fetch-site": "cross-site"},
        {"x-csrf-token": token},
    ):
        assert (await sera.client.post("/api/v1/needs", json={}, headers=headers)).status_code == 403
    same = {"x-csrf-token": own, "origin": "http://testserver", "sec-fetch-site": "same-origin"}
    assert (await sera.client.post("/api/v1/needs", json={}, headers=same)).status_code == 422


async def test_a_token_of_before_signing_in_is_worthless_after(world: World, visit: Visit) -> None:
    browser = await visit()
    before = await browser.token()
    await browser.sign_in("sera", PASSWORD)
    stale = await browser.client.post("/api/v1/needs", json={}, headers={"x-csrf-token": before})
    assert stale.status_code == 403 and await browser.token() != before


@pytest.mark.parametrize(
    ("method", "path", "more"),
    [
        ("POST", "/sign-out", {"headers": {"x-csrf-token": b"\xe9" * 64}}),
        ("POST", "/sign-out", {"data": {"_csrf_token": "あ" * 70}}),
        ("POST", "/sign-out", {"files": {"_csrf_token": ("x", b"x")}}),
        ("GET", "/municipalities/%00", {}),
        ("GET", "/static/%00", {}),
        ("GET", "/sign-in", {"headers": {"host": "a:b"}}),
        ("GET", "/sign-in", {"headers": {"host": "127.0.0.1:8132, evil"}}),
        ("PUT", "/needs", {}),
        ("GET", "/needs?number=9223372036854775808", {}),
        ("GET", "/api/v1/needs?number=-1", {}),
    ],
)
async def test_what_cannot_be_read_is_refused_in_words(
    world: World, visit: Visit, method: str, path: str, more: dict[str, Any]
) -> None:
    sera = await visit("sera")
    answer = await sera.client.request(method, path, **more)
    assert answer.status_code < 500
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY


async def test_deep_json_days_of_no_use_and_odd_keys_are_refused(world: World, visit: Visit) -> None:
    sera = await visit("sera")
    token = await sera.token()
    headers = {"x-csrf-token": token, "content-type": "application/json"}
    deep = await sera.client.post("/api/v1/needs", content="[" * 100_000 + "]" * 100_000, headers=headers)
    assert deep.status_code in (400, 422)
    key = await sera.send("/needs", {"draft": "x", "story": "x"}, key="x" * 201)
    assert key.status_code == 422
    hiroshima = await visit("hiroshima")
    far = {"heard_on": "9999-12-31", "means": "visit", "findings": "x"}
    assert (await hiroshima.send(f"/needs/{NOTHING}/hearings", far)).status_code == 422

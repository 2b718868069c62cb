"""A provider that is down, that ends sessions, that changes its keys."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from joserfc.jwk import RSAKey

from auth.providers.directory import DIRECTORY, KEYS_FOR
from auth.providers.tokens import LOGOUT_EVENT
from foundation.database.clock import Clock, clock_set_to
from foundation.database.unit_of_work import reading
from foundation.text.ids import uuid7
from tests.auth.openid.story import Story
from tests.auth.providers.making import EC, claims, signed, unsigned
from tests.browser import Visit

pytestmark = pytest.mark.database


@pytest.mark.parametrize("trouble", [{"status": 503}, {"slow": 30.0}, {"endless": True}], ids=str)
async def test_a_provider_in_trouble_is_a_503_in_five_seconds_and_sessions_live_on(
    story: Story, trouble: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await story.sign_in()).status_code == 303
    monkeypatch.setattr("auth.providers.asking.SECONDS", 0.5)
    DIRECTORY.forget(story.evil.issuer)
    for member, value in trouble.items():
        setattr(story.evil, member, value)
    begun = time.monotonic()
    answer = await story.browser.get(f"/sign-in/providers/{story.id}")
    assert answer.status_code in ((403, 503) if "endless" in trouble else (503,))
    assert time.monotonic() - begun < 5
    story.evil.slow, story.evil.endless = 0, False
    assert await story.who() == "manager"


def logout_token(story: Story, **other: Any) -> str:
    told = claims(datetime.now(UTC), iss=story.evil.issuer, nonce=None, jti=uuid4().hex, events={LOGOUT_EVENT: {}})
    return signed(told | other, typ="logout+jwt")


async def test_the_provider_ends_what_it_began(story: Story, visit: Visit) -> None:
    server, path = await visit(), f"/sign-in/providers/{story.id}/logout"
    await story.sign_in()
    for bad in ("", "x", signed(claims(datetime.now(UTC))), logout_token(story, aud="another")):
        assert (await server.client.post(path, data={"logout_token": bad})).status_code == 400
    assert await story.who() == "manager"
    token = logout_token(story)
    assert (await server.client.post(path, data={"logout_token": token})).status_code == 200
    assert await story.who() == "public"
    assert (await server.client.post(path, data={"logout_token": token})).status_code == 400, "one use"
    await story.sign_in()
    elsewhere = {"iss": "https://evil.example/", "sid": "their-session"}
    await server.get(path, params=elsewhere)
    assert await story.who() == "manager"
    await server.get(path, params={"iss": story.evil.issuer, "sid": "their-session"})
    assert await story.who() == "public"


async def test_junk_at_a_provider_s_doors_fills_no_journal(
    story: Story, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auth.signin.operations.REFUSALS_NOTED", 3)
    stranger, path = await visit(), f"/sign-in/providers/{story.id}"
    junk = [(await stranger.client.post(f"{path}/logout", data={"logout_token": "x"})).status_code for _ in range(4)]
    assert junk == [400, 400, 400, 429]
    assert (await stranger.get(f"{path}/return", params={"state": "x", "code": "x"})).status_code == 429
    async with reading(story.by) as work:
        noted = await work.connection.fetchval("select count(*) from journal where verb = 'sign_in_refused'")
    assert noted == 3
    assert (await story.sign_in()).status_code == 303, "who is let in is not counted"


async def test_an_ending_that_names_nobody_legibly_is_a_refusal(story: Story, visit: Visit) -> None:
    server, path = await visit(), f"/sign-in/providers/{story.id}/logout"
    await story.sign_in()
    illegible = (unsigned({}, alg=[]), logout_token(story, sub=["person-1"], sid="x"), logout_token(story, sid="\0"))
    for bad in illegible:
        assert (await server.client.post(path, data={"logout_token": bad})).status_code == 400
    assert (await server.get(path, params={"iss": story.evil.issuer, "sid": "\0"})).status_code == 200
    assert await story.who() == "manager"


async def test_a_withdrawn_key_is_worthless_within_minutes(story: Story) -> None:
    assert (await story.sign_in()).status_code == 303
    await story.browser.post("/sign-out")
    story.evil.keys = [EC]
    later = Clock(now=lambda: datetime.now(UTC) + KEYS_FOR + timedelta(seconds=10), new_id=uuid7)
    ahead = int(later.now().timestamp())
    story.evil.more = {"iat": ahead, "exp": ahead + 300}
    with clock_set_to(later):
        assert await story.refused(await story.sign_in()) == "unknown_kid"


async def test_unknown_keys_are_asked_after_once_a_minute(story: Story) -> None:
    story.evil.signing = RSAKey.generate_key(2048, {"kid": "invented"})
    for _ in range(4):
        await story.sign_in()
    assert sum(path.endswith("/keys") for path in story.evil.asked) == 1


async def test_the_sign_in_page_names_a_provider_to_whoever_names_its_body(story: Story) -> None:
    async def page_for(called: str) -> str:
        return str((await story.browser.get("/sign-in", params={"body": called})).text)

    for called in ("世羅町", "広島県 世羅町", "344621", "３４４６２１"):
        assert f"/sign-in/providers/{story.id}" in await page_for(called), called
    for called in ("", "世羅", "広島県", "\0", "%", "x" * 5000):
        page = await page_for(called)
        assert "所属の団体" in page and str(story.id) not in page and "架空町職員ID" not in page, called
    assert "「世羅」の窓口は見つかりません" in await page_for("世羅")

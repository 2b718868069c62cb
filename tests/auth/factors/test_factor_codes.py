"""One-time codes: the published vectors, drift, one use; recovery codes; the second step of a sign-in."""

import math
import re
from datetime import UTC, datetime

import pytest

from auth.factors.rules import LETTERS, code_at, new_recovery_codes, recovery_hash, step_of
from auth.signin.operations import sign_in
from auth.signin.rules import TRIES
from foundation.errors import RuleBroken
from tests.auth.second_factor import code_now, prepared
from tests.browser import Browser, Visit
from tests.world import PASSWORD, World

KEY = b"12345678901234567890"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_the_vectors_of_rfc_6238(seconds: int, code: str) -> None:
    assert code_at(KEY, seconds // 30) == code


def test_a_code_is_right_one_step_to_either_side_and_no_further() -> None:
    now = datetime(2026, 11, 20, 3, 0, 10, tzinfo=UTC)
    step = int(now.timestamp()) // 30
    near = [step_of(KEY, code_at(KEY, step + by), now) is not None for by in (-2, -1, 0, 1, 2)]
    assert near == [False, True, True, True, False]


def test_recovery_codes_differ_and_are_read_as_people_type_them() -> None:
    codes = new_recovery_codes()
    assert len(set(codes)) == 10
    fewest = min(len(code.replace("-", "")) for code in codes)
    assert fewest * math.log2(len(set(LETTERS))) >= 20, "bits of a code (ASVS 6.5.4)"
    assert recovery_hash(codes[0]) == recovery_hash(f" {codes[0].upper().replace('-', ' ')} ")


async def half_signed_in(browser: Browser) -> str:
    """The password is right; the ticket of the second step."""
    page = await browser.post("/session", {"login": "sera", "password": PASSWORD})
    found = re.search(r'name="ticket" value="([^"]+)"', page.text)
    assert page.status_code == 200 and found is not None, page.text
    assert (await browser.get("/api/v1/session")).json()["role"] == "public"
    return found[1]


@pytest.mark.database
async def test_the_second_step(world: World, visit: Visit) -> None:
    secret, codes = await prepared(await visit("sera"))
    browser = await visit()
    ticket = await half_signed_in(browser)
    used = await browser.post("/session/code", {"ticket": ticket, "code": code_now(secret, -1)})
    assert used.status_code == 422, "the code that confirmed it has been used"
    assert (await browser.post("/session/code", {"ticket": "x", "code": "1"})).status_code == 422
    good = code_now(secret)
    assert (await browser.post("/session/code", {"ticket": ticket, "code": good})).status_code == 303
    assert (await browser.get("/api/v1/session")).json()["role"] == "manager"
    again = await visit()
    ticket = await half_signed_in(again)
    assert (await again.post("/session/code", {"ticket": ticket, "code": good})).status_code == 422, "replayed"
    assert (await again.post("/session/code", {"ticket": ticket, "code": codes[0]})).status_code == 303
    third = await visit()
    ticket = await half_signed_in(third)
    assert (await third.post("/session/code", {"ticket": ticket, "code": codes[0]})).status_code == 422, "used up"
    program = await visit()
    asked = await program.send("/session", {"login": "sera", "password": PASSWORD})
    assert asked.status_code == 422 and "確認コード" in asked.json()["detail"]
    sent = {"login": "sera", "password": PASSWORD, "code": codes[1]}
    assert (await program.send("/session", sent)).status_code == 204


@pytest.mark.database
async def test_guessing_codes_ends_after_ten(world: World, visit: Visit) -> None:
    _, codes = await prepared(await visit("sera"))
    browser = await visit()
    ticket = await half_signed_in(browser)
    for _ in range(TRIES):
        assert (await browser.post("/session/code", {"ticket": ticket, "code": "000000"})).status_code == 422
    assert (await browser.post("/session/code", {"ticket": ticket, "code": codes[0]})).status_code == 429


@pytest.mark.database
async def test_a_name_that_reads_like_a_counter_uses_up_nobody_s_codes(world: World, visit: Visit) -> None:
    secret, _ = await prepared(await visit("sera"))
    for _ in range(TRIES):
        with pytest.raises(RuleBroken):
            await sign_in(login=f"code of {world.sera.account}", password="wrong", old_token=None)
    browser = await visit()
    ticket = await half_signed_in(browser)
    assert (await browser.post("/session/code", {"ticket": ticket, "code": code_now(secret)})).status_code == 303


@pytest.mark.database
async def test_a_new_password_ends_every_session(world: World, visit: Visit) -> None:
    here, there = await visit("sera"), await visit("sera")
    chosen = {"password": "another password of this person", "again": "another password of this person"}
    assert (await here.post("/account/password", {"password": "short", "again": "short"})).status_code == 422
    assert (await here.post("/account/password", chosen)).status_code == 303
    for browser in (here, there):
        assert (await browser.get("/api/v1/session")).json()["role"] == "public"
    await (await visit()).sign_in("sera", chosen["password"])


@pytest.mark.database
async def test_signing_out_everywhere_else(world: World, visit: Visit) -> None:
    here, there = await visit("sera"), await visit("sera")
    assert "2か所" in (await here.get("/account")).text
    assert (await here.post("/account/other-sessions/end")).status_code == 303
    assert (await here.get("/api/v1/session")).json()["role"] == "manager"
    assert (await there.get("/api/v1/session")).json()["role"] == "public"

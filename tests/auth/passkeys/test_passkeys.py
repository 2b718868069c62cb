"""Passkeys: made, used, doubted; what is not believed is refused with a row in the journal and no session."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest

from auth.passkeys.rules import LASTS, MOST
from auth.signin.rules import FRESH_FOR
from foundation.database.clock import Clock, clock_set_to
from foundation.database.embedded import Server
from foundation.database.unit_of_work import unit_of_work
from foundation.text.ids import uuid7
from tests.auth.journal.tampering import as_superuser
from tests.auth.passkeys.authenticator import PRESENT, Authenticator, text_of
from tests.browser import Browser, Visit
from tests.world import World

pytestmark = pytest.mark.database

PAGE = "/account/passkeys"
ENTER = "/api/v1/passkey-session/options"
DOUBTS = "select purpose from journal where verb = 'sign_in_refused' order by at desc, id desc limit 1"
Refusing = Callable[[Browser, Any], Awaitable[str]]
FILL = """
insert into passkey (id, account, name, credential, public_key, backed_up, created_at)
select gen_random_uuid(), $1, 'x', number::text::bytea, '', false, now() from generate_series(1, $2) number
"""


async def asked(browser: Browser, path: str = ENTER) -> tuple[str, dict[str, Any]]:
    """Ticket and options."""
    told = (await browser.get(path)).json()
    return told["ticket"], told["options"]


async def register(browser: Browser, key: Authenticator, name: str = "役場のパソコン") -> Any:
    """Through the page's form."""
    ticket, options = await asked(browser, f"/api/v1{PAGE}/options")
    return await browser.post(PAGE, {"name": name, "ticket": ticket, "answer": key.made(options)})


async def enter(browser: Browser, key: Authenticator) -> Any:
    """From the sign-in page."""
    ticket, options = await asked(browser)
    return await browser.post("/passkey-session", {"ticket": ticket, "answer": key.signed(options), "next": "/needs"})


def after(passed: timedelta) -> Clock:
    """The clock, a little later than that."""
    return Clock(now=lambda: datetime.now(UTC) + passed + timedelta(seconds=1), new_id=uuid7)


async def who(browser: Browser) -> str:
    return str((await browser.get("/api/v1/session")).json()["role"])


@pytest.fixture
async def refused(server: Server, database: str) -> AsyncIterator[Refusing]:
    """The reason in the journal, whoever may read it; that nobody is signed in."""
    async with as_superuser(server, database) as everything:

        async def reason(browser: Browser, answer: Any) -> str:
            assert answer.status_code == 422, answer.text
            assert await who(browser) == "public"
            return str(await everything.fetchval(DOUBTS))

        yield reason


@pytest.fixture
async def key(world: World, visit: Visit) -> Authenticator:
    """The passkey of 世羅町's manager."""
    made = Authenticator(b"the credential of a fictional official")
    answer = await register(await visit("sera"), made)
    assert answer.status_code == 303, answer.text
    return made


async def test_a_passkey_stands_for_password_and_code(world: World, visit: Visit, key: Authenticator) -> None:
    browser = await visit()
    answer = await enter(browser, key)
    assert (answer.status_code, answer.headers["location"]) == (303, "/needs")
    assert (await browser.get("/api/v1/session")).json()["account"] == str(world.sera.account)
    program = await visit()
    ticket, options = await asked(program)
    assert (
        await program.send("/passkey-session", {"ticket": ticket, "answer": key.signed(options)})
    ).status_code == 204
    assert await who(program) == "manager"


async def test_its_owner_names_and_removes_it(visit: Visit, key: Authenticator) -> None:
    browser = await visit("sera")
    (own,) = (await browser.get(f"/api/v1{PAGE}")).json()["passkeys"]
    changed = await browser.post(f"{PAGE}/{own['id']}/name", {"name": "青い鍵", "version": "1"})
    stale = await browser.post(f"{PAGE}/{own['id']}/name", {"name": "赤い鍵", "version": "1"})
    assert (changed.status_code, stale.status_code) == (303, 409)
    assert "赤い鍵" in stale.text and "いまの名前：青い鍵" in stale.text
    stranger = await visit("jinseki")
    assert own["id"] not in (await stranger.get(PAGE)).text
    assert (await stranger.post(f"{PAGE}/{own['id']}/removal")).status_code == 404
    assert (await stranger.send(f"{PAGE}/{own['id']}/name", {"name": "x", "version": 2})).status_code == 404
    assert (await browser.send(f"{PAGE}/{own['id']}/removal", {})).status_code == 201
    assert (await enter(await visit(), key)).status_code == 422


LIES: Final[dict[str, tuple[dict[str, Any], str]]] = {
    "wrong origin": ({"origin": "http://localhost.evil.example:8000"}, "answer_not_believed"),
    "the address as a number": ({"origin": "http://127.0.0.1:8000"}, "answer_not_believed"),
    "wrong party": ({"party": "evil.example"}, "answer_not_believed"),
    "person not verified": ({"flags": PRESENT}, "answer_not_believed"),
    "another's signature": ({"key": Authenticator(b"").key}, "answer_not_believed"),
    "another's name on it": ({"user": b"sixteen other id"}, "another_account"),
    "never registered": ({"credential": b"a credential nobody registered"}, "unknown_passkey"),
}


async def test_lies(refused: Refusing, visit: Visit, key: Authenticator) -> None:
    browser = await visit()
    found = {
        name: await refused(browser, await enter(browser, replace(key, count=number, **lie)))
        for number, (name, (lie, _)) in enumerate(LIES.items())
    }
    assert found == {name: reason for name, (_, reason) in LIES.items()}
    assert (await enter(browser, replace(key, count=len(LIES)))).status_code == 303, "and the truth is believed"


async def test_a_challenge_serves_once_for_one_aim_and_not_for_long(
    refused: Refusing, visit: Visit, key: Authenticator
) -> None:
    browser, owner = await visit(), await visit("sera")
    ticket, options = await asked(browser)
    given = {"ticket": ticket, "answer": key.signed(options)}
    assert (await browser.post("/passkey-session", given)).status_code == 303
    replaying = await visit()
    assert await refused(replaying, await replaying.post("/passkey-session", given)) == "challenge_replayed"
    ticket, options = await asked(owner, f"/api/v1{PAGE}/options")
    given = {"ticket": ticket, "answer": key.signed(options)}
    assert await refused(replaying, await replaying.post("/passkey-session", given)) == "challenge_for_another_aim"
    for ticket in ("", "x", "あ"):
        answer = await replaying.post("/passkey-session", {"ticket": ticket, "answer": "{}"})
        assert await refused(replaying, answer) == "challenge_foreign"
    ticket, options = await asked(replaying)
    given = {"ticket": ticket, "answer": key.signed(options)}
    with clock_set_to(after(LASTS)):
        late = await replaying.post("/passkey-session", given)
    assert await refused(replaying, late) == "challenge_old"


async def test_a_counter_that_goes_back_stops_the_passkey_and_its_body_is_told(
    refused: Refusing, visit: Visit, key: Authenticator
) -> None:
    copy = Authenticator(key.credential, key.key, key.user, key.count)
    assert (await enter(await visit(), key)).status_code == 303
    browser = await visit()
    assert await refused(browser, await enter(browser, copy)) == "copied_passkey"
    assert await refused(browser, await enter(browser, key)) == "copied_passkey", "nor the other one"
    manager = await visit("sera")
    assert "写しがつくられたおそれ" in (await manager.get(PAGE)).text
    assert "パスキーの一つを止めました" in (await manager.get("/notices")).text


async def test_a_key_that_does_not_count_goes_on_serving(visit: Visit) -> None:
    key = Authenticator(b"on several devices")
    await register(await visit("sera"), key)
    for _ in range(2):
        key.count = -1
        assert (await enter(await visit(), key)).status_code == 303


async def test_proving_oneself_again(visit: Visit, key: Authenticator) -> None:
    other = Authenticator(b"the neighbour's")
    await register(await visit("jinseki"), other)
    browser = await visit("sera")
    with clock_set_to(after(FRESH_FOR)):
        assert (await browser.get(PAGE)).headers["location"].startswith("/sign-in/again")
        assert "パスキーで確かめる" in (await browser.get("/sign-in/again")).text
        ticket, options = await asked(browser)
        assert [one["id"] for one in options["allowCredentials"]] == [text_of(key.credential)]
        foreign = await browser.post("/sign-in/again/passkey", {"ticket": ticket, "answer": other.signed(options)})
        assert foreign.status_code == 422 and (await browser.get(PAGE)).status_code == 303
        ticket, options = await asked(browser)
        given = {"ticket": ticket, "answer": key.signed(options), "next": PAGE}
        assert (await browser.post("/sign-in/again/passkey", given)).headers["location"] == PAGE
        assert (await browser.get(PAGE)).status_code == 200


async def test_what_is_registered(world: World, visit: Visit, key: Authenticator) -> None:
    browser, neighbour = await visit("sera"), await visit("jinseki")
    _, options = await asked(browser, f"/api/v1{PAGE}/options")
    assert [one["id"] for one in options["excludeCredentials"]] == [text_of(key.credential)]
    taken = await register(neighbour, key)
    assert taken.status_code == 409 and "役場のパソコン" in taken.text, (
        "one credential, one account; nothing typed lost"
    )
    ticket, options = await asked(browser, f"/api/v1{PAGE}/options")
    mine = {"name": "x", "ticket": ticket, "answer": Authenticator(b"new").made(options)}
    assert (await neighbour.post(PAGE, mine)).status_code == 422, "the challenge was another's"
    without_person = Authenticator(b"no finger", flags=PRESENT)
    assert (await register(browser, without_person)).status_code == 422
    async with unit_of_work(world.sera) as work:
        await work.connection.execute(FILL, world.sera.account, MOST - 1)
    assert (await register(browser, Authenticator(b"one more"))).status_code == 422


async def test_what_is_no_answer(refused: Refusing, visit: Visit) -> None:
    browser = await visit()
    for answer in ("", "{}", "[]", "[" * 9000, '{"id":"AA","rawId":"AA"}', "\x00"):
        ticket, _ = await asked(browser)
        given = await browser.post("/passkey-session", {"ticket": ticket, "answer": answer})
        assert await refused(browser, given) == "answer_unreadable"

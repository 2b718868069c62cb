"""A forgotten password: the same answer to everybody, a link by mail that works once and for half an hour."""

import re
from asyncio import to_thread
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from uuid import uuid4

import pytest

from auth.recovery.operations import PURPOSE, ask_for_link
from auth.recovery.rules import ASKED_AT_MOST, LASTS
from auth.recovery.schemas import Forgotten
from auth.recovery.tasks import send_password_reset
from auth.signin.operations import sign_in
from auth.viewer import Viewer
from foundation.database.clock import Clock, clock_set_to, current_clock
from foundation.database.embedded import Server
from foundation.database.unit_of_work import reading, unit_of_work
from foundation.errors import RuleBroken, TooMany
from foundation.notifications.post import Post
from foundation.text.ids import uuid7
from foundation.vault.box import VAULT
from tests.browser import Visit
from tests.conftest import working_on
from tests.world import PASSWORD, World

pytestmark = pytest.mark.database

URL = "https://dxpool.example"
CHOSEN = "a password only this person knows"
WAITING = "select args from jobs.procrastinate_jobs where task_name = 'send_password_reset' order by id"


@pytest.fixture
async def world(server: Server, inhabited: World, database: str) -> AsyncIterator[World]:
    """The test world, worked on as the worker: it may do what the web may, and find out who is meant."""
    async with working_on(server.dsn("worker", database)):
        yield inhabited


async def mailed(folder: Path, *, times: int = 1) -> list[str]:
    """Let the worker do what waits, `times` over; the links in the letters that went out."""
    post = Post(folder=folder, sender="no-reply@dxpool.example", public_url=URL)
    async with reading(Viewer.public()) as work:
        jobs = [row["args"] for row in await work.connection.fetch(WAITING)]
    for job in jobs * times:
        found = dict(re.findall(r'"(\w+)": "([^"]+)"', job))
        await send_password_reset(asked=found["asked"], reset=found["reset"], post=post)
    letters = await to_thread(lambda: [place.read_bytes() for place in folder.glob("*.eml")])
    texts = [str(message_from_bytes(letter, policy=default).get_content()) for letter in letters]
    return [link for text in texts for link in re.findall(r"https://dxpool\.example(/password-resets/\S+)", text)]


async def test_a_link_sets_a_new_password_once_and_ends_every_session(
    world: World, visit: Visit, tmp_path: Path
) -> None:
    here, elsewhere = await visit(), await visit("sera")
    assert "/password-resets" in (await here.get("/sign-in")).text
    await here.post("/password-resets", {"login": "Sera"})
    links = await mailed(tmp_path, times=2)
    assert len(links) == 1, "a task that runs twice sends one letter, whose link works"
    assert "sera" in (await here.get(links[0])).text
    short = await here.post(links[0], {"password": "short", "again": "short"})
    assert short.status_code == 422 and "12" in short.text
    done = await here.post(links[0], {"password": CHOSEN, "again": CHOSEN})
    assert (done.status_code, done.headers["location"]) == (303, "/sign-in"), "the second factor is not passed by"
    assert (await elsewhere.get("/api/v1/session")).json()["role"] == "public"
    assert (await here.post(links[0], {"password": PASSWORD, "again": PASSWORD})).status_code == 404, "once"
    assert await sign_in(login="sera", password=CHOSEN, old_token=None)
    with pytest.raises(RuleBroken):
        await sign_in(login="sera", password=PASSWORD, old_token=None)


async def test_known_and_unknown_names_are_answered_alike_and_only_the_known_gets_mail(
    world: World, visit: Visit, tmp_path: Path
) -> None:
    browser = await visit()
    answers = [await browser.post("/password-resets", {"login": login}) for login in ("sera", "nobody")]
    texts = [re.sub(r'content="[0-9a-f]{64}"', "", answer.text) for answer in answers]
    assert [answer.status_code for answer in answers] == [200, 200] and texts[0] == texts[1]
    doors = [await browser.send("/password-resets", {"login": login}) for login in ("ehime", "nobody")]
    assert [(one.status_code, one.text) for one in doors] == [(204, "")] * 2
    async with reading(Viewer.public()) as work:
        jobs = " ".join(row["args"] for row in await work.connection.fetch(WAITING))
    assert "sera" not in jobs and "nobody" not in jobs, "a job names nobody"
    assert len(await mailed(tmp_path)) == 2


async def test_a_link_ends_after_half_an_hour_and_when_a_newer_one_is_asked_for(
    world: World, visit: Visit, tmp_path: Path
) -> None:
    browser = await visit()
    await browser.post("/password-resets", {"login": "sera"})
    [first] = await mailed(tmp_path)
    await browser.post("/password-resets", {"login": "sera"})
    [second] = [link for link in await mailed(tmp_path) if link != first]
    assert (await browser.get(first)).status_code == 404
    assert (await browser.get(second)).status_code == 200
    later = current_clock().now() + LASTS + timedelta(seconds=1)
    with clock_set_to(Clock(now=lambda: later, new_id=uuid7)):
        assert (await browser.get(second)).status_code == 404


async def test_asking_again_and_again_is_refused_for_known_and_unknown_alike(world: World) -> None:
    for login in ("sera", "nobody"):
        for _ in range(ASKED_AT_MOST):
            await ask_for_link(forgotten=Forgotten(login=login), address="", by=Viewer.public())
        with pytest.raises(TooMany):
            await ask_for_link(forgotten=Forgotten(login=login), address="", by=Viewer.public())


async def test_an_account_without_a_password_gets_no_link(world: World, tmp_path: Path) -> None:
    async with unit_of_work(world.sera) as work:
        await work.connection.execute("select change_password($1, null)", world.sera.account)
    asked = VAULT.keep(b"sera", purpose=PURPOSE)
    post = Post(folder=tmp_path, sender="no-reply@dxpool.example", public_url=URL)
    await send_password_reset(asked=urlsafe_b64encode(asked).decode(), reset=str(uuid4()), post=post)
    assert not await to_thread(lambda: list(tmp_path.iterdir()))

"""Signing in and out, and what a session is worth."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from auth.signin import operations
from auth.signin.acting import act_for
from auth.signin.queries import viewer_of_session
from auth.signin.rules import TRIES, safe_next
from foundation.database.clock import Clock, clock_set_to
from foundation.errors import Refusal, RuleBroken, TooMany
from foundation.text.ids import uuid7
from tests.browser import Visit
from tests.world import PASSWORD, World

pytestmark = pytest.mark.database


def at(moment: datetime) -> Clock:
    """A clock that stands still."""
    return Clock(now=lambda: moment, new_id=uuid7)


async def test_a_session_stands_for_its_account_until_it_ends(world: World) -> None:
    token = await operations.sign_in(login="SERA", password=PASSWORD, old_token=None)
    assert await viewer_of_session(token) == world.sera
    await operations.sign_out(token=token)
    assert not (await viewer_of_session(token)).signed_in


async def test_a_session_ends_idle_after_half_an_hour_and_in_any_case_after_twelve(world: World) -> None:
    start = datetime(2026, 11, 20, tzinfo=UTC)
    with clock_set_to(at(start)):
        token = await operations.sign_in(login="sera", password=PASSWORD, old_token=None)
    for minutes in range(20, 12 * 60, 20):
        with clock_set_to(at(start + timedelta(minutes=minutes))):
            assert (await viewer_of_session(token)).signed_in
    with clock_set_to(at(start + timedelta(hours=12))):
        assert not (await viewer_of_session(token)).signed_in
    with clock_set_to(at(start)):
        idle = await operations.sign_in(login="sera", password=PASSWORD, old_token=None)
    with clock_set_to(at(start + timedelta(minutes=30))):
        assert not (await viewer_of_session(idle)).signed_in


async def test_acting_for_a_body_again_and_again_makes_no_session_live_longer(world: World) -> None:
    start, body = datetime(2026, 11, 20, tzinfo=UTC), world.sera.organisation
    assert body is not None
    with clock_set_to(at(start)):
        token = await operations.sign_in(login="sera", password=PASSWORD, old_token=None)
    for minutes in range(20, 12 * 60, 20):
        with clock_set_to(at(start + timedelta(minutes=minutes))):
            viewer = await viewer_of_session(token)
            assert viewer.signed_in
            token = await act_for(organisation=body, token=token, by=viewer)
    with clock_set_to(at(start + timedelta(hours=12))):
        assert not (await viewer_of_session(token)).signed_in


async def test_every_sign_in_makes_a_new_secret_and_ends_the_old_one(world: World) -> None:
    first = await operations.sign_in(login="sera", password=PASSWORD, old_token="chosen by the client")
    second = await operations.sign_in(login="sera", password=PASSWORD, old_token=first)
    assert first not in ("chosen by the client", second)
    assert not (await viewer_of_session(first)).signed_in


async def test_known_and_unknown_accounts_are_refused_alike_and_tries_are_counted(world: World) -> None:
    sentences = set()
    for login in ("sera", "nobody"):
        with pytest.raises(RuleBroken) as refused:
            await operations.sign_in(login=login, password="wrong", old_token=None)
        sentences.add(refused.value.sentence)
    assert len(sentences) == 1
    for _ in range(TRIES - 1):
        with pytest.raises(RuleBroken):
            await operations.sign_in(login="sera", password="wrong", old_token=None)
    with pytest.raises(TooMany):
        await operations.sign_in(login="sera", password=PASSWORD, old_token=None)


async def test_a_name_written_otherwise_gives_no_further_tries(world: World) -> None:
    for login in ["hiroshima", "HIROSHIMA", "H\u0130ROSHIMA", "hirosh\u0130ma"] * 3:
        with pytest.raises((RuleBroken, TooMany)):
            await operations.sign_in(login=login, password="wrong", old_token=None)
    with pytest.raises(TooMany):
        await operations.sign_in(login="hiroshima", password=PASSWORD, old_token=None)


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example", "/\\evil.example", "evil", "", "/a\nb"])
def test_a_sign_in_leads_nowhere_else(path: str) -> None:
    assert safe_next(path) == "/"


async def test_nobody_enters_as_the_demo_s_people_where_there_is_no_demo(world: World, visit: Visit) -> None:
    stranger = await visit()
    assert (await stranger.post("/demo-session", {"account": str(world.sera.account)})).status_code == 404
    assert "デモの利用者" not in (await stranger.get("/sign-in")).text


async def test_both_doors(world: World, visit: Visit) -> None:
    browser = await visit("sera")
    assert (await browser.get("/api/v1/session")).json()["organisation_name"] == "世羅町"
    program = await visit()
    refused = await program.send("/session", {"login": "sera", "password": "wrong"})
    assert refused.status_code == 422
    assert (await program.send("/session", {"login": "sera", "password": PASSWORD})).status_code == 204
    assert (await program.get("/api/v1/session")).json()["role"] == "manager"
    assert (await program.send("/session", None, method="DELETE")).status_code == 204
    assert (await program.get("/api/v1/session")).json()["role"] == "public"


async def test_tries_at_the_same_moment_are_counted_too(world: World) -> None:
    async def guess() -> str:
        try:
            await operations.sign_in(login="sera", password="wrong", old_token=None)
        except Refusal as refusal:
            return type(refusal).__name__
        return "let in"

    ends = Counter(await asyncio.gather(*(guess() for _ in range(3 * TRIES))))
    assert 0 < ends["RuleBroken"] <= TRIES, ends
    assert ends["let in"] == 0

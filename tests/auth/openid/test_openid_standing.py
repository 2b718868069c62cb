"""A group lost at the provider is a session lost here within a minute; a provider that is away ends nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from auth.providers.operations import change_provider
from auth.providers.schemas import ProviderChange
from auth.signin.standing import ASKED_EVERY
from foundation.database.clock import Clock, clock_set_to
from foundation.database.unit_of_work import reading
from foundation.text.ids import uuid7
from tests.auth.openid.story import Story, registered

pytestmark = pytest.mark.database

LOST = "select purpose from journal where verb = 'standing_lost' order by at desc, id desc limit 1"


async def working(story: Story, *, claims_from: str = "id_token") -> None:
    """Signed in through a provider whose groups count."""
    change = {"groups_claim": "groups", "group_roles": "kanri=manager", "claims_from": claims_from, "version": 1}
    told = registered(story.evil).model_dump() | change
    await change_provider(id=story.id, change=ProviderChange.model_validate(told), by=story.by)
    story.evil.more = {"groups": ["kanri"]}
    story.evil.spoil_userinfo = lambda told: told | {"groups": ["kanri"]}
    assert (await story.sign_in()).status_code == 303


async def who_after(story: Story, times: float) -> str:
    """Whom the session stands for, that many intervals from now."""
    moment = datetime.now(UTC) + times * ASKED_EVERY + timedelta(seconds=1)
    with clock_set_to(Clock(now=lambda: moment, new_id=uuid7)):
        return await story.who()


async def lost(story: Story) -> str:
    """Why, as the body's journal says."""
    async with reading(story.by) as work:
        return str(await work.connection.fetchval(LOST))


async def test_the_promise_of_a_minute_leaves_the_provider_time_to_answer() -> None:
    assert timedelta(seconds=60) - ASKED_EVERY >= timedelta(seconds=12), "three answers of four seconds each"


async def test_a_group_lost_ends_the_session(story: Story) -> None:
    await working(story)
    asked = len(story.evil.asked)
    assert await story.who() == "manager" and len(story.evil.asked) == asked, "not asked before its time"
    assert await who_after(story, 1) == "manager" and story.evil.refreshed == 1
    story.evil.more = {"groups": ["another"]}
    assert await who_after(story, 2) == "public"
    assert await lost(story) == "no_group"
    assert await story.who() == "public", "it is gone"


async def test_acting_for_a_body_again_puts_the_question_off_for_nobody(story: Story) -> None:
    await working(story)
    moment = datetime.now(UTC) + ASKED_EVERY - timedelta(seconds=10)
    with clock_set_to(Clock(now=lambda: moment, new_id=uuid7)):
        switched = await story.browser.post("/acting-body", {"organisation": str(story.by.organisation)})
    assert switched.status_code == 303
    story.evil.more = {"groups": ["another"]}
    assert await who_after(story, 1) == "public"


async def test_somebody_whom_the_provider_knows_no_more(story: Story) -> None:
    await working(story)
    story.evil.refreshing = 400
    assert await who_after(story, 1) == "public"
    assert await lost(story) == "code"


async def test_another_person_in_the_answer(story: Story) -> None:
    await working(story)
    story.evil.subject = "person-2"
    assert await who_after(story, 1) == "public"
    assert await lost(story) == "another_person"


async def test_a_provider_that_is_away_or_refuses_us_ends_nothing(story: Story) -> None:
    await working(story)
    story.evil.more = {"groups": []}
    for number, status in enumerate((503, 429), start=1):
        story.evil.refreshing = status
        assert await who_after(story, number) == "manager"
    story.evil.refreshing, story.evil.refreshed = 200, 0
    assert await who_after(story, 3) == "public", "asked again as soon as it answers"


async def test_userinfo_is_asked_where_it_tells_of_the_person(story: Story) -> None:
    story.evil.spoil_tokens = lambda told: {name: value for name, value in told.items() if name != "refresh_token"}
    await working(story, claims_from="userinfo")
    assert await who_after(story, 1) == "manager"
    story.evil.spoil_userinfo = lambda told: told | {"groups": []}
    assert await who_after(story, 2) == "public"
    assert await lost(story) == "no_group"

"""By when everybody has answered, and what becomes of a proposal where somebody has not."""

from datetime import date, time

import asyncpg
import pytest

from foundation.database.embedded import Server
from foundation.errors import RuleBroken
from matching.proposals import operations
from matching.proposals.queries import proposal_page
from matching.proposals.schemas import Sending
from matching.proposals.tasks import expire_proposals
from tests.matching.employment import ANSWER_BY, TODAY, another_draft, answer, on, sent
from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]


async def test_the_deadline_is_a_japanese_day_and_belongs_to_the_time(world: World) -> None:
    with on(TODAY):
        story = await sent(world)
    with on(ANSWER_BY):
        await answer(story, story.towns[0])
        with pytest.raises(RuleBroken, match="期限が過ぎていない"):
            await operations.expire_proposal(id=story.proposal, by=story.pool)
    with on(date(2026, 12, 1)):
        with pytest.raises(RuleBroken, match="期限が過ぎました"):
            await answer(story, story.towns[1])
        await operations.expire_proposal(id=story.proposal, by=story.pool)
        assert (await proposal_page(id=story.proposal, by=story.towns[1])).state == "expired"


async def test_the_calendar_expires_what_is_unanswered_and_leaves_what_is_answered(world: World) -> None:
    with on(TODAY):
        story = await sent(world)
    with on(ANSWER_BY, time(23, 59)):
        await expire_proposals()
        assert (await proposal_page(id=story.proposal, by=story.pool)).state == "proposed"
        for party in story.parties:
            await answer(story, party)
    with on(date(2026, 12, 1), time(0, 0)):
        await expire_proposals()
        assert (await proposal_page(id=story.proposal, by=story.pool)).state == "proposed"


async def test_one_that_cannot_expire_does_not_stop_the_others(
    world: World, server: Server, database: str, caplog: pytest.LogCaptureFixture
) -> None:
    with on(TODAY):
        story = await sent(world)
        other = await another_draft(story)
        await operations.send_proposal(id=other, sending=Sending(answer_by=ANSWER_BY), by=story.pool)
    owner = await asyncpg.connect(server.dsn("owner", database))
    await owner.execute(
        "create function stuck() returns trigger language plpgsql as $$ begin raise exception '灰谷 凪'; end $$;"
        "create trigger stuck before update on proposal for each row "
        f"when (new.state = 'expired' and new.id = '{story.proposal}') execute function stuck()"
    )
    await owner.close()
    with on(date(2026, 12, 1)):
        await expire_proposals()
        assert (await proposal_page(id=story.proposal, by=story.pool)).state == "proposed"
        assert (await proposal_page(id=other, by=story.pool)).state == "expired"
    assert str(story.proposal) in caplog.text and "灰谷" not in caplog.text


async def test_the_calendar_may_run_twice(world: World) -> None:
    with on(TODAY):
        story = await sent(world)
    with on(date(2026, 12, 1), time(0, 0)):
        await expire_proposals()
        await expire_proposals()
        assert (await proposal_page(id=story.proposal, by=story.pool)).state == "expired"

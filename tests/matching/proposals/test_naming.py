"""A name that a member opened to a town for a proposal closes with the reason it was opened for."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date

import pytest

from foundation.database.unit_of_work import unit_of_work
from matching.proposals import operations
from matching.proposals.queries import proposal_page
from matching.proposals.tasks import expire_proposals
from registry.members.queries import member_names
from tests.matching.employment import TODAY, Story, answer, on, sent
from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

LATE = date(2027, 3, 31)


async def named(world: World) -> Story:
    """Sent with a late deadline, and the member lets every town read the name."""
    story = await sent(world, answer_by=LATE)
    await answer(story, story.member, naming=True)
    assert await readers(story) == [True, True, True]
    return story


async def readers(story: Story) -> list[bool]:
    """Which of the towns read the name."""
    member = story.member.member
    assert member is not None
    return [bool(await member_names(ids=[member], by=town, purpose="確認")) for town in story.towns]


async def withdrawn(story: Story) -> None:
    await operations.withdraw_proposal(id=story.proposal, reason="人を替えます。", by=story.pool)


async def declined_by_the_member(story: Story) -> None:
    await answer(story, story.member, answer="declined", reason="far")


async def accepted_without_the_name(story: Story) -> None:
    await answer(story, story.member)


async def failed(story: Story) -> None:
    for town in story.towns:
        await answer(story, town, answer="declined", reason="days")
    for line in (await proposal_page(id=story.proposal, by=story.pool)).lines:
        await operations.strike_line(id=story.proposal, line=line.id, by=story.pool)


@pytest.mark.parametrize("over", [withdrawn, declined_by_the_member, accepted_without_the_name, failed])
async def test_it_closes_when_the_proposal_or_the_consent_is_over(
    world: World, over: Callable[[Story], Awaitable[None]]
) -> None:
    with on(TODAY):
        story = await named(world)
        await over(story)
        assert await readers(story) == [False, False, False]


async def test_it_closes_for_the_town_that_is_struck_and_no_other(world: World) -> None:
    with on(TODAY):
        story = await named(world)
        await answer(story, story.towns[1], answer="declined", reason="days")
        line = (await proposal_page(id=story.proposal, by=story.pool)).lines[1].id
        await operations.strike_line(id=story.proposal, line=line, by=story.pool)
        assert await readers(story) == [True, False, True]


async def test_it_closes_also_where_it_was_being_opened_when_the_proposal_was_withdrawn(world: World) -> None:
    with on(TODAY):
        story = await sent(world, answer_by=LATE)
        written, seen = asyncio.Event(), asyncio.Event()

        async def opened() -> None:
            async with unit_of_work(story.member):
                await answer(story, story.member, naming=True)
                written.set()
                await seen.wait()

        opening = asyncio.create_task(opened())
        await written.wait()
        closing = asyncio.create_task(withdrawn(story))
        await asyncio.wait([closing], timeout=0.5)
        seen.set()
        await asyncio.gather(opening, closing)
        assert await readers(story) == [False, False, False]


async def test_it_closes_when_the_deadline_is_over(world: World) -> None:
    with on(TODAY):
        story = await named(world)
    with on(date(2027, 4, 1)):
        await expire_proposals()
        assert (await proposal_page(id=story.proposal, by=story.pool)).state == "expired"
        assert await readers(story) == [False, False, False]

"""A need that people are asked for, or that has its person, stays as it was asked."""

from typing import Any
from uuid import UUID

import pytest

from foundation.errors import Conflict, NotFound, RuleBroken
from matching.allocation.operations import request_run
from matching.proposals import operations
from matching.proposals.queries import needs_in_sent_proposals, proposal_page
from matching.proposals.schemas import ProposalDraft, Sending
from registry.needs import operations as needs
from registry.needs.queries import need_page
from registry.needs.requirement_schemas import Requirement
from registry.needs.requirements import requirements
from tests.at_once import at_once
from tests.matching.employment import (
    ANSWER_BY,
    FIRST,
    LAST,
    TODAY,
    Story,
    another_draft,
    confirmed,
    drafted,
    on,
    sent,
)  # fmt: skip
from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

LONGER = Requirement.model_validate(
    {"role": "service_designer", "half_days": 8, "on_site_half_days": 2, "first_day": FIRST, "last_day": LAST,
     "form": "special_part_time"}
)  # fmt: skip


async def first_need(story: Story) -> UUID:
    """Sera's."""
    return (await proposal_page(id=story.proposal, by=story.pool)).lines[0].need


@pytest.mark.parametrize("told", [sent, confirmed])
async def test_it_is_not_withdrawn_put_aside_or_asked_otherwise(world: World, told: Any) -> None:
    with on(TODAY):
        story = await told(world)
        need = await first_need(story)
        with pytest.raises(Conflict, match="先に提案の取り下げか配属の終了"):
            await needs.withdraw_need(id=need, reason="やめます。", by=story.towns[0])
        with pytest.raises(Conflict, match="何も変えていません"):
            await needs.hold_need(id=need, reason="時期をみます。", by=story.pool)
        with pytest.raises(Conflict, match="条件の変更"):
            await needs.set_requirement(id=need, requirement=LONGER, by=story.pool)
        assert (await need_page(id=need, by=story.towns[0])).state == "accepted"
        assert (await requirements(ids=[need], by=story.pool))[need].half_days == 4


async def test_it_is_free_again_when_the_proposal_is_withdrawn(world: World) -> None:
    with on(TODAY):
        story = await sent(world)
        need = await first_need(story)
        await operations.withdraw_proposal(id=story.proposal, reason="人を替えます。", by=story.pool)
        await needs.set_requirement(id=need, requirement=LONGER, by=story.pool)
        await needs.withdraw_need(id=need, reason="やめます。", by=story.towns[0])


async def test_a_draft_holds_no_need_and_is_not_sent_for_one_that_is_gone(world: World) -> None:
    with on(TODAY):
        story = await drafted(world)
        await needs.withdraw_need(id=await first_need(story), reason="やめます。", by=story.towns[0])
        sending = Sending(answer_by=ANSWER_BY)
        with pytest.raises(RuleBroken, match="人さがしが終わって"):
            await operations.send_proposal(id=story.proposal, sending=sending, by=story.pool)


async def test_of_two_officers_who_send_for_one_need_at_once_one_succeeds(world: World) -> None:
    with on(TODAY):
        story = await drafted(world)
        need = (await proposal_page(id=story.proposal, by=story.pool)).lines[0].need
        drafts = [await another_draft(story, need), await another_draft(story, need)]
        sending = Sending(answer_by=ANSWER_BY)
        results = await at_once(*(operations.send_proposal(id=id, sending=sending, by=story.pool) for id in drafts))
        assert [type(result) for result in results if isinstance(result, Exception)] == [RuleBroken]


async def test_a_need_in_a_sent_proposal_is_taken_and_free_again_after_the_withdrawal(world: World) -> None:
    with on(TODAY):
        story = await sent(world)
        row = await proposal_page(id=story.proposal, by=story.pool)
        taken = [line.need for line in row.lines]
        assert await needs_in_sent_proposals(ids=taken, by=story.pool) == set(taken)
        again = ProposalDraft(member=row.member, needs=taken)
        with pytest.raises(RuleBroken, match="ほかの提案"):
            await operations.draft_proposal(draft=again, by=story.pool)
        with pytest.raises(RuleBroken, match="理由"):
            await operations.withdraw_proposal(id=story.proposal, reason=" ", by=story.pool)
        await operations.withdraw_proposal(id=story.proposal, reason="人を替えます。", by=story.pool)
        assert await needs_in_sent_proposals(ids=taken, by=story.pool) == set()
        await operations.draft_proposal(draft=again, by=story.pool)


async def test_an_agreed_need_stays_taken(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        taken = [line.need for line in (await proposal_page(id=story.proposal, by=story.pool)).lines]
        assert await needs_in_sent_proposals(ids=taken, by=story.pool) == set(taken)


async def test_a_draft_comes_from_a_plan_of_its_own_body_or_from_none(world: World) -> None:
    with on(TODAY):
        story = await drafted(world)
        row = await proposal_page(id=story.proposal, by=story.pool)
        needs_of = [line.need for line in row.lines]
        own, foreign = await request_run(by=story.pool), await request_run(by=world.ehime)
        with pytest.raises(NotFound):
            draft = ProposalDraft(member=row.member, needs=needs_of, run=foreign.id)
            await operations.draft_proposal(draft=draft, by=story.pool)
        await operations.draft_proposal(
            draft=ProposalDraft(member=row.member, needs=needs_of, run=own.id), by=story.pool
        )

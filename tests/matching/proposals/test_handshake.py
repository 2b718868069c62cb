"""The handshake, end to end through operations: drafted, sent, answered, checked, confirmed."""

from datetime import date

import pytest

from auth.inbox.queries import latest_notices
from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from matching.agreements.queries import agreement_of, agreement_page
from matching.appointments.queries import appointments
from matching.assignments.queries import assignments
from matching.proposals import operations
from matching.proposals.queries import act_for, is_my_turn, proposal_page, proposals
from matching.proposals.rules import Step
from matching.proposals.schemas import ProposalDraft, ProposalRow, Sending
from registry.capacity.queries import remaining_by_month
from registry.members.queries import member_names
from tests.matching.employment import (
    ANSWER_BY,
    TODAY,
    Story,
    answer,
    answered,
    confirmed,
    drafted,
    on,
    sent,
)  # fmt: skip
from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

JANUARY = date(2027, 1, 1)


async def jobs_named(task: str, *, story: Story) -> list[str]:
    async with reading(story.pool) as work:
        rows = await work.connection.fetch(
            "select args::text as args from jobs.procrastinate_jobs where task_name = $1 order by id", task
        )
        return [row["args"] for row in rows]


async def test_everybody_accepts_and_one_person_works_for_three_towns(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        row = await proposal_page(id=story.proposal, by=story.pool)
        assert row.state == "confirmed"
        posts, _ = await appointments(by=story.pool)
        assert {post.appointing_body for post in posts} == {town.organisation for town in story.towns}
        assert {post.state for post in posts} == {"drafted"}
        work, _ = await assignments(by=story.pool)
        assert [one.state for one in work] == ["agreed"] * 3
        assert {one.half_days for one in work} == {4}
        left = await remaining_by_month(members=[row.member], months=[JANUARY], by=story.pool)
        assert left[row.member][JANUARY] == 0
        agreement = await agreement_of(proposal=story.proposal, by=story.towns[0])
        assert agreement is not None
        parts = (await agreement_page(id=agreement, by=story.towns[0])).bodies
        assert sorted(part.share_per_million for part in parts) == [0, 333333, 333333, 333334]
        papers = await jobs_named("render_paper", story=story)
        assert len(papers) == 4 and not any("灰谷" in paper for paper in papers)


async def test_a_pool_owner_form_makes_one_appointment(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world, form="joint_hire")
        posts, _ = await appointments(by=story.pool)
        assert [post.appointing_body for post in posts] == [story.pool.organisation]
        work, _ = await assignments(by=story.pool)
        assert {one.appointment for one in work} == {posts[0].id}


async def test_the_name_opens_with_the_agreement_and_closes_after_the_retention(world: World) -> None:
    with on(TODAY):
        story = await answered(world)
        row = await proposal_page(id=story.proposal, by=story.towns[0])
        assert row.person == ""
        await operations.check_conflicts(id=story.proposal, by=story.pool)
        await operations.confirm_proposal(id=story.proposal, by=story.pool)
        assert (await proposal_page(id=story.proposal, by=story.towns[0])).person == "灰谷 凪"
    for day, known in ((date(2028, 3, 31), True), (date(2028, 4, 1), False)):
        with on(day):
            names = await member_names(ids=[row.member], by=story.towns[0], purpose="確認")
            assert bool(names) is known


async def test_consent_to_naming_opens_the_name_to_that_town_only_until_the_deadline(world: World) -> None:
    with on(TODAY):
        story = await sent(world)
        await answer(story, story.member, naming=True)
        assert (await proposal_page(id=story.proposal, by=story.towns[0])).person == "灰谷 凪"
        assert (await proposal_page(id=story.proposal, by=story.member)).person == "灰谷 凪"
    with on(date(2026, 12, 1)):
        assert (await proposal_page(id=story.proposal, by=story.towns[0])).person == ""


async def test_nothing_is_left_when_the_days_are_not_free(world: World) -> None:
    with on(TODAY):
        story = await answered(world, offer=11)
        await operations.check_conflicts(id=story.proposal, by=story.pool)
        with pytest.raises(Conflict, match="日数"):
            await operations.confirm_proposal(id=story.proposal, by=story.pool)
        assert (await proposal_page(id=story.proposal, by=story.pool)).state == "proposed"
        assert (await appointments(by=story.pool))[0] == []
        assert (await assignments(by=story.pool))[0] == []
        assert await agreement_of(proposal=story.proposal, by=story.pool) is None
        assert await jobs_named("render_paper", story=story) == []
        row = await proposal_page(id=story.proposal, by=story.pool)
        left = await remaining_by_month(members=[row.member], months=[JANUARY], by=story.pool)
        assert left[row.member][JANUARY] == 11


async def test_confirming_twice_has_one_effect(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        with pytest.raises(RuleBroken, match="確定"):
            await operations.confirm_proposal(id=story.proposal, by=story.pool)
        assert (await assignments(by=story.pool))[1].total == 3


async def test_confirming_waits_for_every_answer_and_for_the_check(world: World) -> None:
    with on(TODAY):
        story = await sent(world)
        await answer(story, story.member)
        with pytest.raises(RuleBroken, match="返事を待っている"):
            await operations.confirm_proposal(id=story.proposal, by=story.pool)
        for town in story.towns:
            await answer(story, town)
        with pytest.raises(RuleBroken, match="まだ調べていない"):
            await operations.confirm_proposal(id=story.proposal, by=story.pool)


async def test_a_declined_line_is_struck_and_the_rest_goes_on_as_a_new_version(world: World) -> None:
    with on(TODAY):
        story = await answered(world)
        await answer(story, story.towns[1], answer="declined", reason="days")
        row = await proposal_page(id=story.proposal, by=story.pool)
        assert row.step is Step.STRIKE
        with pytest.raises(RuleBroken, match="見送りの返事があった町と"):
            await operations.strike_line(id=story.proposal, line=row.lines[0].id, by=story.pool)
        done = await operations.strike_line(id=story.proposal, line=row.lines[1].id, by=story.pool)
        assert done.version == row.version + 1
        await operations.check_conflicts(id=story.proposal, by=story.pool)
        await operations.confirm_proposal(id=story.proposal, by=story.pool)
        assert {one.municipality for one in (await assignments(by=story.pool))[0]} == {
            story.towns[0].organisation, story.towns[2].organisation,
        }  # fmt: skip


async def test_without_a_line_left_the_proposal_fails(world: World) -> None:
    with on(TODAY):
        story = await sent(world)
        await answer(story, story.member, answer="declined", reason="far")
        for line in (await proposal_page(id=story.proposal, by=story.pool)).lines:
            await operations.strike_line(id=story.proposal, line=line.id, by=story.pool)
        assert (await proposal_page(id=story.proposal, by=story.pool)).state == "failed"


async def test_a_stale_answer_is_a_conflict_and_a_change_of_mind_is_not(world: World) -> None:
    with on(TODAY):
        story = await sent(world)
        sera = story.towns[0]
        await answer(story, sera)
        await answer(story, sera, answer="declined", reason="other", note="担当が替わりました")
        with pytest.raises(Conflict, match="先に動かしました"):
            await answer(story, sera, version=1)
        party = (await proposal_page(id=story.proposal, by=sera)).parties[0]
        assert (party.answer, party.reason) == ("declined", "その他：担当が替わりました")


async def test_a_term_beyond_the_law_is_refused_with_its_article(world: World) -> None:
    with on(TODAY):
        story = await drafted(world, form="secondment")
        with pytest.raises(RuleBroken, match="6か月から"):
            await operations.send_proposal(id=story.proposal, sending=Sending(answer_by=ANSWER_BY), by=story.pool)


async def test_only_a_pool_proposes_and_only_its_own_people_for_its_own_towns(world: World) -> None:
    with on(TODAY):
        story = await drafted(world)
        row = await proposal_page(id=story.proposal, by=story.pool)
        again = ProposalDraft(member=row.member, needs=[line.need for line in row.lines])
        with pytest.raises(NotAllowed):
            await operations.draft_proposal(draft=again, by=world.sera)
        with pytest.raises(NotFound):
            await operations.draft_proposal(draft=again, by=world.ehime)


async def due(by: Viewer) -> list[ProposalRow]:
    """Where it is the viewer's turn."""
    return [row for row in (await proposals(by=by))[0] if is_my_turn(row, by)]


async def test_each_party_is_told_and_has_it_on_its_list(world: World) -> None:
    with on(TODAY):
        story = await sent(world)
        for party in story.parties:
            assert [row.answer_by for row in await due(party)] == [ANSWER_BY]
            assert (await latest_notices(by=party))[0].link == f"/proposals/{story.proposal}"
        assert await due(story.pool) == []
        for party in story.parties:
            await answer(story, party)
            assert await due(party) == []
        assert [act_for(row, story.pool) for row in await due(story.pool)] == ["利益相反を調べて、確定する"]
        assert (await proposals(by=story.pool))[0][0].step is Step.DECIDE

"""Each side sees what concerns it: its own lines, its own answer, and a name only where it is open."""

import pytest

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import NotAllowed, NotFound
from matching.appointments.queries import appointments
from matching.assignments.queries import assignments
from matching.conflicts.queries import checks
from matching.proposals import operations
from matching.proposals.queries import own_questions, proposal_page, proposals
from matching.proposals.schemas import PartyAnswer
from registry.members.queries import card
from tests.matching.companies import company_viewer
from tests.matching.employment import TODAY, answer, confirmed, drafted, on, sent
from tests.world import JINSEKI, SERA, World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]


async def test_a_draft_is_seen_by_its_own_body_only(world: World) -> None:
    with on(TODAY):
        story = await drafted(world)
        assert (await proposals(by=story.pool))[1].total == 1
        for other in (*story.parties, world.onomichi, world.ehime, world.ministry):
            assert (await proposals(by=other))[1].total == 0
            with pytest.raises(NotFound):
                await proposal_page(id=story.proposal, by=other)


async def test_a_town_sees_its_own_line_and_answer_and_no_other(world: World) -> None:
    with on(TODAY):
        story = await sent(world)
        await answer(story, world.jinseki, answer="declined", reason="other", note="庁内の事情")
        await answer(story, story.member, answer="declined", reason="far")
        row = await proposal_page(id=story.proposal, by=world.sera)
        assert [line.municipality for line in row.lines] == [SERA]
        assert [party.organisation for party in row.parties] == [SERA]
        assert {party.reason for party in row.parties} == {""}
        assert row.person == "" and (await card(id=row.member, by=world.sera)).id == row.member
        for outsider in (world.onomichi, world.ehime, world.matsuyama, world.ministry):
            with pytest.raises(NotFound):
                await proposal_page(id=story.proposal, by=outsider)


async def test_the_member_sees_every_line_and_only_their_own_answers(world: World) -> None:
    with on(TODAY):
        story = await sent(world)
        await answer(story, world.jinseki, answer="declined", reason="days")
        row = await proposal_page(id=story.proposal, by=story.member)
        assert len(row.lines) == 3 and row.person == "灰谷 凪"
        assert {party.kind for party in row.parties} == {"member"}
        assert {party.answer for party in row.parties} == {"waiting"}


async def test_the_employer_is_asked_once_and_sees_its_own_staff(world: World) -> None:
    with on(TODAY):
        company = await company_viewer(by=world.hiroshima)
        story = await sent(world, employer=company.organisation)
        row = await proposal_page(id=story.proposal, by=company)
        assert len(row.lines) == 3 and row.person == "灰谷 凪"
        assert [(party.kind, party.line) for party in row.parties] == [("employer", None)]
        await answer(story, company)
        kinds = [party.kind for party in (await proposal_page(id=story.proposal, by=story.pool)).parties]
        assert kinds.count("employer") == 1


async def test_nobody_answers_for_another(world: World) -> None:
    with on(TODAY):
        story = await sent(world)
        row = await proposal_page(id=story.proposal, by=story.pool)
        theirs = next(party for party in row.parties if party.organisation == JINSEKI)
        given = PartyAnswer.model_validate({"party": theirs.id, "version": 1, "answer": "accepted"})
        with pytest.raises(NotFound):
            await operations.answer_party(id=story.proposal, answer=given, by=world.sera)
        with pytest.raises(NotAllowed):
            await operations.answer_party(id=story.proposal, answer=given, by=story.pool)
        with pytest.raises(NotAllowed):
            await operations.withdraw_proposal(id=story.proposal, reason="横から", by=world.sera)
        assert own_questions(row, story.pool) == []


async def test_employment_is_seen_by_those_it_concerns(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        assert (await appointments(by=world.sera))[1].total == 1
        assert (await appointments(by=story.member))[1].total == 3
        assert [one.municipality for one in (await assignments(by=world.sera))[0]] == [SERA]
        for outsider in (world.onomichi, world.ehime, world.matsuyama, world.ministry):
            assert (await appointments(by=outsider))[1].total == 0
            assert (await assignments(by=outsider))[1].total == 0
        assert len(await checks(by=story.pool)) == 3
        for other in (*story.parties, world.ehime):
            assert await checks(by=other) == []


COUNTED = ("proposal", "proposal_line", "party", "conflict_check", "appointment", "assignment", "agreement",
           "agreement_body")  # fmt: skip


async def rows_in(table: str, *, by: Viewer) -> int:
    async with reading(by) as work:
        count: int = await work.connection.fetchval(f"select count(*) from {table}")
        return count


async def test_row_security_alone_holds(world: World) -> None:
    """Without any condition of ours the tables show the same: own rows, and nothing to outsiders."""
    with on(TODAY):
        story = await confirmed(world)
        seen = {table: await rows_in(table, by=world.sera) for table in COUNTED}
        assert seen == {"proposal": 1, "proposal_line": 1, "party": 1, "conflict_check": 0, "appointment": 1,
                        "assignment": 1, "agreement": 1, "agreement_body": 4}  # fmt: skip
        own = {table: await rows_in(table, by=story.pool) for table in COUNTED}
        assert own == {"proposal": 1, "proposal_line": 3, "party": 6, "conflict_check": 3, "appointment": 3,
                       "assignment": 3, "agreement": 1, "agreement_body": 4}  # fmt: skip
        for outsider in (world.onomichi, world.ehime, world.ministry):
            assert [await rows_in(table, by=outsider) for table in COUNTED] == [0] * len(COUNTED)

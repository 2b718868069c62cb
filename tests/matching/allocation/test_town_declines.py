"""A town that declined a person for a need is not asked again for it until somebody lifts that; it is never a score."""

from uuid import UUID

import pytest

from auth.viewer import Viewer
from foundation.errors import NotAllowed, RuleBroken
from matching.allocation.operations import propose
from matching.allocation.queries import workbench
from matching.allocation.readmissions import readmit
from matching.allocation.schemas import Candidates, Readmission, Selection
from matching.proposals import operations as proposals
from matching.proposals.queries import own_questions, proposal_page
from matching.proposals.schemas import PartyAnswer, Sending
from matching.rotations.operations import plan_rotation
from matching.rotations.queries import rotation_page
from matching.rotations.schemas import NewRotation
from tests.browser import Visit
from tests.matching.allocation.allocation_world import Bench, build_bench, months
from tests.world import SERA, World

pytestmark = pytest.mark.database

REASON = "町と話し、来庁を月1回にした"


async def declined(world: World, made: Bench) -> None:
    """Sera declines the best person; the line is struck, so that the need is open again."""
    selection = Selection(member=made.best, needs=[made.sera])
    proposal = (await propose(selection=selection, by=world.hiroshima)).id
    await proposals.send_proposal(id=proposal, sending=Sending(answer_by=months()[0]), by=world.hiroshima)
    row = await proposal_page(id=proposal, by=world.sera)
    (asked,) = own_questions(row, world.sera)
    given = {"party": asked.id, "version": asked.version, "answer": "declined", "reason": "days", "note": "月2回は多い"}
    await proposals.answer_party(id=proposal, answer=PartyAnswer.model_validate(given), by=world.sera)
    await proposals.strike_line(id=proposal, line=row.lines[0].id, by=world.hiroshima)


async def candidates(by: Viewer, need: UUID) -> Candidates:
    found = (await workbench(by=by, need=need)).candidates
    assert found is not None
    return found


async def test_the_same_pair_is_not_proposed_again_and_no_other_is_touched(world: World) -> None:
    made = await build_bench(world)
    before = {row.member: row.fit for row in (await candidates(world.hiroshima, made.jinseki)).ranked}
    await declined(world, made)
    now = await candidates(world.hiroshima, made.sera)
    assert made.best not in {row.member for row in now.ranked}
    assert [(row.member, row.reason) for row in now.declined] == [(made.best, "日数：月2回は多い")]
    said = {row.member: row.obstacles[0].sentence for row in now.excluded}
    assert said[made.best] == "この要望では、市町村がこの人を見送った（日数：月2回は多い）"
    with pytest.raises(RuleBroken, match="見送った"):
        await propose(selection=Selection(member=made.best, needs=[made.sera]), by=world.hiroshima)
    assert {row.member: row.fit for row in (await candidates(world.hiroshima, made.jinseki)).ranked} == before


async def test_a_draft_by_hand_says_what_the_town_said_and_wants_a_reason(world: World, visit: Visit) -> None:
    made = await build_bench(world)
    await declined(world, made)
    fields = {"member": str(made.best), "needs": [str(made.sera)]}
    hiroshima = await visit("hiroshima")
    refused = await hiroshima.post("/proposals", fields)
    assert refused.status_code == 422 and "月2回は多い" in refused.text
    assert (await hiroshima.post("/proposals", {**fields, "again": REASON})).status_code == 303


async def test_a_turn_of_a_plan_asks_for_the_reason_on_its_page(world: World, visit: Visit) -> None:
    made = await build_bench(world)
    await declined(world, made)
    by = world.hiroshima
    laid = NewRotation(
        title="二年の計画", people=[made.best], towns=[SERA], first_day=months()[0], years=1, half_days=4
    )
    [turn] = (await rotation_page(id=(await plan_rotation(new=laid, by=by)).id, by=by)).turns
    hiroshima = await visit("hiroshima")
    fields = {"version": "1", "need": str(made.sera)}
    refused = await hiroshima.post(f"/turns/{turn.id}/proposal", fields)
    assert refused.status_code == 422 and "月2回は多い" in refused.text and 'name="again"' in refused.text
    done = await hiroshima.post(f"/turns/{turn.id}/proposal", {**fields, "again": REASON})
    assert done.status_code == 303 and done.headers["location"].startswith("/proposals/")


async def test_a_person_of_the_pool_lifts_it_with_a_reason(world: World, visit: Visit) -> None:
    made = await build_bench(world)
    pair = {"member": str(made.best), "need": str(made.sera), "reason": REASON}
    with pytest.raises(RuleBroken, match="記録はありません"):
        await readmit(readmission=Readmission.model_validate(pair), by=world.hiroshima)
    await declined(world, made)
    hiroshima = await visit("hiroshima")
    assert "月2回は多い" in (await hiroshima.get(f"/allocation?need={made.sera}")).text
    refused = await hiroshima.post("/allocation/readmissions", {**pair, "reason": ""})
    assert refused.status_code == 422
    lifted = await hiroshima.post("/allocation/readmissions", pair)
    assert lifted.headers["location"] == f"/allocation?need={made.sera}"
    now = await candidates(world.hiroshima, made.sera)
    assert made.best in {row.member for row in now.ranked} and now.declined == []
    assert (await hiroshima.send("/allocation/readmissions", pair)).status_code == 422


async def test_a_later_decline_counts_again_and_towns_lift_nothing(world: World) -> None:
    made = await build_bench(world)
    await declined(world, made)
    lift = Readmission(member=made.best, need=made.sera, reason=REASON)
    for stranger in (world.sera, world.ehime, world.hiroshima_reader):
        with pytest.raises((NotAllowed, RuleBroken)):
            await readmit(readmission=lift, by=stranger)
    await readmit(readmission=lift, by=world.hiroshima)
    await declined(world, made)
    assert made.best not in {row.member for row in (await candidates(world.hiroshima, made.sera)).ranked}

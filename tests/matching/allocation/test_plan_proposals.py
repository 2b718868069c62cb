"""From a plan to drafts: of everybody or of one person, once, one for each form; what left the board is left out."""

from dataclasses import dataclass
from uuid import UUID

import pytest

from matching.allocation.operations import decide_pair, propose_plan
from matching.allocation.rules import PinKind
from matching.allocation.schemas import PinChoice
from matching.proposals.queries import proposals
from matching.proposals.schemas import ProposalRow
from registry.needs.operations import withdraw_need
from tests.browser import Visit
from tests.matching.allocation.allocation_world import build_bench, matchable, person
from tests.matching.allocation.test_runs import run
from tests.world import SERA, World

pytestmark = pytest.mark.database


@dataclass(frozen=True, slots=True)
class Planned:
    """A run in which `both` serves two needs, each of another form: the one of 世羅町, then that of 安芸太田町."""

    run: UUID
    both: UUID
    needs: tuple[UUID, UUID]

    @property
    def path(self) -> str:
        """Where its drafts are asked for."""
        return f"/allocation/runs/{self.run}/proposals"


async def planned_for_two_forms(world: World) -> Planned:
    made = await build_bench(world)
    hired = await matchable(world, world.akiota, "業務委託の相談", made.skill, form="contract")
    both = await person(world.hiroshima, "試野 五", made.skill, level=4, base=SERA,
                        forms=["special_part_time", "contract"])  # fmt: skip
    for need in (made.sera, hired):
        await decide_pair(choice=PinChoice(member=both, need=need, kind=PinKind.MUST), by=world.hiroshima)
    return Planned(await run(world), both, (made.sera, hired))


async def drafts(world: World) -> list[ProposalRow]:
    """What the prefecture has drafted."""
    return (await proposals(by=world.hiroshima, states=["draft"], size=None))[0]


async def test_a_plan_makes_one_proposal_for_each_form_of_appointment(world: World) -> None:
    plan = await planned_for_two_forms(world)
    await propose_plan(run=plan.run, by=world.hiroshima)
    forms = sorted(draft.form for draft in await drafts(world) if draft.member == plan.both)
    assert forms == ["contract", "special_part_time"]


async def test_the_button_of_one_person_makes_theirs_alone_and_once(world: World, visit: Visit) -> None:
    plan, hiroshima = await planned_for_two_forms(world), await visit("hiroshima")
    shown = (await hiroshima.get(f"/allocation/runs/{plan.run}")).text
    form = shown[: shown.index(f'name="member" value="{plan.both}"')].rpartition("<form")[2]
    assert f'action="{plan.path}"' in form
    chosen = {"member": str(plan.both)}
    assert (await hiroshima.post(plan.path, chosen)).status_code == 303
    first = await drafts(world)
    assert sorted(draft.form for draft in first) == ["contract", "special_part_time"]
    assert {draft.member for draft in first} == {plan.both}
    again = await hiroshima.send(plan.path, chosen)
    assert again.status_code == 422 and "何も作っていません" in again.text
    assert (await hiroshima.send(plan.path, None)).status_code == 201
    needs = [line.need for draft in await drafts(world) for line in draft.lines]
    assert len(needs) == len(set(needs)) > 2, "what was drafted from the plan is not drafted again"


async def test_needs_that_are_no_longer_on_the_board_are_left_out(world: World, visit: Visit) -> None:
    plan, hiroshima = await planned_for_two_forms(world), await visit("hiroshima")
    theirs = {"member": str(plan.both)}
    of_sera, of_akiota = plan.needs
    await withdraw_need(id=of_sera, reason="自分たちでできました。", by=world.sera)
    assert (await hiroshima.post(plan.path, theirs)).status_code == 303
    drafted = {line.need for draft in await drafts(world) for line in draft.lines}
    assert of_akiota in drafted and of_sera not in drafted
    refused = await hiroshima.post(plan.path, theirs)
    assert refused.status_code == 422 and "残っていません" in refused.text

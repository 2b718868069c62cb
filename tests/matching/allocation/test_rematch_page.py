"""A plan mended from its page: somebody leaves, a need arrives, a date moves; nobody else moves unless asked."""

from uuid import UUID

import pytest

from foundation.errors import NotAllowed, RuleBroken
from matching.allocation.operations import request_run
from matching.allocation.plan_schemas import RunPage
from matching.allocation.queries import run_page, workbench
from matching.allocation.rematch_schemas import Moves, RematchAsked
from matching.allocation.rematching import rematch_page, request_rematch
from matching.allocation.tasks import replay_allocation, run_allocation
from tests.browser import Visit
from tests.matching.allocation.allocation_world import build_bench, matchable, person
from tests.matching.employment import FIRST, TODAY, confirmed, on
from tests.world import ONOMICHI, SERA, World

pytestmark = pytest.mark.database


async def planned(world: World, run: UUID) -> RunPage:
    """The run worked off as the worker would."""
    await run_allocation(str(run), str(world.hiroshima.account), str(world.hiroshima.organisation))
    return await run_page(id=run, by=world.hiroshima)


async def mended(world: World, *leaving: UUID, moves: Moves = Moves.NONE) -> RunPage:
    asked = RematchAsked(leaving=list(leaving), moves=moves)
    return await planned(world, (await request_rematch(asked=asked, by=world.hiroshima)).id)


def holders(shown: RunPage) -> dict[UUID, UUID]:
    return {need.need: each.member for each in shown.people for need in each.needs}


async def test_when_somebody_leaves_only_their_needs_move(world: World) -> None:
    made = await build_bench(world)
    third = await person(world.hiroshima, "試野 五", made.skill, level=2, base=SERA)
    before = holders(await planned(world, (await request_run(by=world.hiroshima)).id))
    gone = before[made.sera]
    shown = await mended(world, gone)
    after = holders(shown)
    assert {need for need in before if before[need] != after.get(need)} == {
        n for n, who in before.items() if who == gone
    }
    assert gone not in after.values() and third in {*before.values(), *after.values()}
    assert shown.moved is not None and {each.need for each in shown.moved} == {
        n for n, w in before.items() if w == gone
    }
    assert all("抜けるため" in each.why for each in shown.moved)
    assert shown.stayed == sum(who != gone for who in before.values())
    assert shown.run.figures is not None and shown.run.figures.filled_freely is not None


async def test_a_need_that_arrives_is_filled_and_nobody_moves(world: World) -> None:
    made = await build_bench(world)
    await person(world.hiroshima, "試野 五", made.skill, level=2, base=SERA)
    before = holders(await planned(world, (await request_run(by=world.hiroshima)).id))
    with pytest.raises(RuleBroken, match="変わったところがありません"):
        await request_rematch(asked=RematchAsked(), by=world.hiroshima)
    new = await matchable(world, world.onomichi, "もう一つの相談", made.skill, half_days=2)
    assert [(each.need, each.new) for each in (await rematch_page(by=world.hiroshima)).changed] == [(new, True)]
    bench = await workbench(by=world.hiroshima, need=new)
    assert bench.for_now is not None and bench.for_now.given_up == []
    assert (await workbench(by=world.hiroshima, need=made.sera)).for_now is None, "the plan knows this one"
    shown = await mended(world)
    assert {need: who for need, who in holders(shown).items() if need != new} == before
    assert shown.moved is not None and [each.need for each in shown.moved] in ([new], [])


async def test_running_work_stays_and_what_the_leaver_serves_waits_again(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        assert story.member.member is not None
        skill = (await build_bench(world)).skill
        await person(world.hiroshima, "試野 六", skill, level=2, base=ONOMICHI)
        kept = holders(await planned(world, (await request_run(by=world.hiroshima)).id))
        shown = await mended(world, story.member.member)
        freed = {need.need for each in shown.people for need in each.needs if need.freed}
        assert len(freed) == 3, "what is agreed for three towns needs somebody else"
        assert {need: who for need, who in holders(shown).items() if need in kept} == kept
        assert not any(need.open for each in shown.people for need in each.needs if need.need in freed), FIRST


async def test_a_mended_plan_replays_and_a_scenario_may_start_from_it(world: World, visit: Visit) -> None:
    made = await build_bench(world)
    await planned(world, (await request_run(by=world.hiroshima)).id)
    hiroshima = await visit("hiroshima")
    shown = await hiroshima.get(f"/allocation/rematch?member={made.best}")
    assert f'value="{made.best}" checked' in shown.text
    refused = await hiroshima.post("/allocation/rematch", {"moves": "few"})
    assert refused.status_code == 422 and 'value="few" checked' in refused.text
    sent = await hiroshima.post("/allocation/rematch", {"leaving": str(made.best), "moves": "free"})
    run = UUID(sent.headers["location"].rsplit("/", 1)[1])
    assert (await planned(world, run)).moved is not None
    text = (await hiroshima.get(f"/allocation/runs/{run}")).text
    assert "もとの案から変わるところ" in text and "抜けるためです" in text
    await replay_allocation(str(run), str(world.hiroshima.account), str(world.hiroshima.organisation))
    again = (await run_page(id=run, by=world.hiroshima)).run
    assert again.replay_hash == again.plan_hash
    scenario = await hiroshima.post("/allocation/scenarios", {"name": "ここから", "run": str(run)})
    assert scenario.status_code == 303
    assert (await hiroshima.send("/allocation/rematch", {"leaving": [str(made.best)]})).status_code == 201


async def test_others_are_refused(world: World) -> None:
    made = await build_bench(world)
    for stranger in (world.sera, world.hiroshima_reader):
        with pytest.raises(NotAllowed):
            await request_rematch(asked=RematchAsked(leaving=[made.best]), by=stranger)
    with pytest.raises(RuleBroken, match="人材プールにいません"):
        await request_rematch(asked=RematchAsked(leaving=[made.best]), by=world.ehime)

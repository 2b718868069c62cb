"""Scenarios: copied, changed, computed, compared, cancelled and computed once more."""

from uuid import UUID, uuid4

import pytest

from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from matching.allocation.operations import propose_plan, request_run
from matching.allocation.queries import run_page, stored_run
from matching.allocation.rules import RunState
from matching.allocation.scenario_operations import (
    cancel_run,
    change_scenario,
    make_scenario,
    replay_run,
    run_scenario,
)
from matching.allocation.scenario_queries import comparison, scenario_list, scenario_page
from matching.allocation.scenario_schemas import NewScenario, ScenarioSettings
from matching.allocation.tasks import replay_allocation, run_allocation
from matching.proposals.queries import proposals
from tests.browser import Visit
from tests.matching.allocation.allocation_world import build_bench
from tests.world import World

pytestmark = pytest.mark.database


async def computed(world: World, **changes: object) -> UUID:
    """A finished run of a new scenario with these conditions."""
    id = (await make_scenario(new=NewScenario(name="試し"), by=world.hiroshima)).id
    asked = {"version": 1, "name": "試し"} | changes
    await change_scenario(id=id, settings=ScenarioSettings.model_validate(asked), by=world.hiroshima)
    return await worked(world, (await run_scenario(id=id, by=world.hiroshima)).id)


async def worked(world: World, run: UUID) -> UUID:
    """The run, worked off as the worker would."""
    await run_allocation(str(run), str(world.hiroshima.account), str(world.hiroshima.organisation))
    return run


async def test_conditions_change_the_plan_and_three_stand_side_by_side(world: World) -> None:
    made = await build_bench(world)
    today = await worked(world, (await request_run(by=world.hiroshima)).id)
    without = await computed(world, left_out=[made.best, made.far], travel_limit=600, first_people=2)
    stable = await computed(world, aim="stable", weights="near", even_sizes=True, least_service_designer=9)
    found = (await comparison(runs=[today, without, stable], by=world.hiroshima)).runs
    assert [run.id for run in found] == [today, without, stable]
    best, few, calm = (run.figures for run in found)
    assert best and few and calm
    assert (best.filled, best.protected_seated, best.filled_unprotected) == (4, 2, 4)
    assert few.moved == 1 and few.filled <= best.filled
    assert "2人を外す" in found[1].conditions and "最初に登録した2人だけ" in found[1].conditions
    assert calm.blocking_pairs is not None and best.blocking_pairs is None and calm.filled_unprotected is None
    assert dict((await run_page(id=stable, by=world.hiroshima)).versions)["配点表"] == "2026-1-near"
    with pytest.raises(RuleBroken):
        await comparison(runs=[today, without, stable, uuid4()], by=world.hiroshima)


async def test_an_unprotected_scenario_still_counts_protected_towns(world: World) -> None:
    await build_bench(world)
    run = await stored_run(id=await computed(world, protect="nobody"), by=world.hiroshima)
    assert run.instance is not None and not any(need.protected for need in run.instance.needs)
    assert run.row.figures is not None
    assert run.row.figures.protected_towns == 2 and run.row.figures.filled_unprotected is None


async def test_a_scenario_from_a_run_changes_no_more_than_it_may(world: World) -> None:
    made = await build_bench(world)
    base = await worked(world, (await request_run(by=world.hiroshima)).id)
    kept = await computed(world, base=base, most_changes=0, weights="near")
    before, after = [await stored_run(id=id, by=world.hiroshima) for id in (base, kept)]
    assert before.row.plan_hash == after.row.plan_hash
    assert after.row.figures is not None and after.row.figures.changed == 0
    moved = await computed(world, base=base, left_out=[made.best])
    figures = (await stored_run(id=moved, by=world.hiroshima)).row.figures
    assert figures is not None and figures.changed
    with pytest.raises(ValueError, match="もとの案"):
        ScenarioSettings(version=1, name="試し", most_changes=1)


async def test_what_cannot_be_paid_is_not_filled(world: World) -> None:
    await build_bench(world)
    run = await stored_run(id=await computed(world, budget_yen=1), by=world.hiroshima)
    assert run.instance is not None and run.instance.budget == 1 and run.kept is not None
    priced = {pair.cost for pair in run.instance.pairs}
    assert run.kept.unpriced == len({pair.person for pair in run.instance.pairs}) and priced == {0}


async def test_a_stale_change_is_refused_with_both_texts(world: World, visit: Visit) -> None:
    await build_bench(world)
    hiroshima = await visit("hiroshima")
    made = await hiroshima.post("/allocation/scenarios", {"name": "近い人だけ"})
    path = made.headers["location"]
    first = {"version": "1", "name": "近い人だけ", "travel_limit": "45"}
    assert (await hiroshima.post(f"{path}/settings", first)).status_code in (302, 303)
    late = await hiroshima.post(f"{path}/settings", {**first, "name": "もっと近い人", "travel_limit": "33"})
    assert late.status_code == 409
    assert "片道45分まで" in late.text and 'value="33"' in late.text and 'name="version" value="2"' in late.text
    told = {"version": 1, "name": "近い人だけ"}
    assert (await hiroshima.send(f"{path}/settings", told)).status_code == 409
    bad = await hiroshima.post(f"{path}/settings", {"version": "2", "name": "近い人だけ", "travel_limit": "遠い"})
    assert bad.status_code == 422 and "遠い" in bad.text
    with pytest.raises(Conflict):
        await change_scenario(id=UUID(path.rsplit("/", 1)[1]), settings=ScenarioSettings(version=1, name="近い"),
                              by=world.hiroshima)  # fmt: skip
    copied = await hiroshima.send("/allocation/scenarios", {"name": "写し", "copied_from": path.rsplit("/", 1)[1]})
    page = await scenario_page(id=UUID(copied.json()["id"]), by=world.hiroshima)
    assert page.conditions.travel_limit == 45 and len(page.people) == 4


async def test_a_cancelled_run_stays_so_and_the_worker_leaves_it(world: World) -> None:
    await build_bench(world)
    run = (await request_run(by=world.hiroshima)).id
    await cancel_run(id=run, by=world.hiroshima)
    await worked(world, run)
    row = (await stored_run(id=run, by=world.hiroshima)).row
    assert row.state == RunState.CANCELLED and "取りやめ" in row.failure and row.figures is None
    with pytest.raises(RuleBroken):
        await cancel_run(id=run, by=world.hiroshima)
    with pytest.raises(RuleBroken):
        await replay_run(id=run, by=world.hiroshima)


async def test_computing_once_more_gives_the_same_hash(world: World) -> None:
    await build_bench(world)
    run = await computed(world, aim="stable")
    await replay_run(id=run, by=world.hiroshima)
    await replay_allocation(str(run), str(world.hiroshima.account), str(world.hiroshima.organisation))
    row = (await stored_run(id=run, by=world.hiroshima)).row
    assert row.replayed_at is not None and row.replay_hash == row.plan_hash


async def test_a_chosen_plan_becomes_drafts_once(world: World, visit: Visit) -> None:
    await build_bench(world)
    run = await worked(world, (await request_run(by=world.hiroshima)).id)
    await propose_plan(run=run, by=world.hiroshima)
    drafts, _ = await proposals(by=world.hiroshima, states=["draft"])
    shown = await run_page(id=run, by=world.hiroshima)
    assert {draft.member for draft in drafts} == {person.member for person in shown.people}
    again = await (await visit("hiroshima")).post(f"/allocation/runs/{run}/proposals")
    assert again.status_code == 422 and "何も作っていません" in again.text


async def test_only_the_own_body_reads_and_changes_scenarios(world: World, visit: Visit) -> None:
    made = (await make_scenario(new=NewScenario(name="試し"), by=world.hiroshima)).id
    with pytest.raises(NotFound):
        await scenario_page(id=made, by=world.ehime)
    with pytest.raises(NotFound):
        await make_scenario(new=NewScenario(name="写し", copied_from=made), by=world.ehime)
    with pytest.raises(NotAllowed):
        await scenario_list(by=world.sera)
    for path in ("/allocation/scenarios", f"/allocation/scenarios/{made}", "/allocation/comparison"):
        assert (await (await visit("sera")).get(path)).status_code == 403
    assert (await (await visit("ehime")).get(f"/allocation/scenarios/{made}")).status_code == 404
    async with unit_of_work(world.ehime) as work:
        assert await work.connection.fetchval("select count(*) from allocation_scenario") == 0

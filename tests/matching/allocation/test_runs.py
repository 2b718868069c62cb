"""A run from the button to the plan, through the worker's own function, and again from what was stored."""

from uuid import UUID

import pytest

from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotAllowed, NotFound
from foundation.jobs.progress import progress_of
from matching.allocation.gathering import board
from matching.allocation.operations import decide_pair, request_run
from matching.allocation.planning import instance_of, kept_from
from matching.allocation.queries import run_page, stored_run, why, workbench
from matching.allocation.replaying import encoded, instance_from, plan_from, solve_text
from matching.allocation.rules import PinKind, RunState
from matching.allocation.running import begin_run, fail_run, finish_run
from matching.allocation.schemas import PinChoice
from matching.allocation.tasks import run_allocation
from tests.browser import Visit
from tests.matching.allocation.allocation_world import build_bench, counted
from tests.world import World

pytestmark = pytest.mark.database


async def run(world: World) -> UUID:
    """A finished run, worked off as the worker would."""
    done = await request_run(by=world.hiroshima)
    await run_allocation(str(done.id), str(world.hiroshima.account), str(world.hiroshima.organisation))
    return done.id


async def test_a_run_fills_what_can_be_filled_and_says_how_sure_it_is(world: World) -> None:
    made = await build_bench(world)
    shown = await run_page(id=await run(world), by=world.hiroshima)
    assert shown.run.state == RunState.FINISHED
    assert shown.run.figures is not None
    assert (shown.run.figures.filled, shown.run.figures.needs) == (4, 4)
    assert (shown.run.figures.protected_seated, shown.run.figures.protected_towns) == (2, 2)
    assert "これより良い案がない" in shown.method
    placed = {need.need for person in shown.people for need in person.needs}
    assert placed == {made.sera, made.jinseki, made.akiota, made.onomichi}
    assert all(month.used <= month.capacity for person in shown.people for month in person.load)
    assert {person.name for person in shown.people} <= {"試野 一", "試野 二", "試野 四"}


async def test_a_stored_run_replays_to_the_same_hash(world: World) -> None:
    await build_bench(world)
    first = await stored_run(id=await run(world), by=world.hiroshima)
    assert first.instance is not None and first.plan is not None
    assert first.instance.input_hash == first.plan.input_hash
    again = plan_from(solve_text(encoded(first.instance)))
    assert again.plan_hash == first.row.plan_hash == first.plan.plan_hash
    assert again == first.plan
    second = await stored_run(id=await run(world), by=world.hiroshima)
    assert second.row.plan_hash == first.row.plan_hash


async def test_text_reads_back_to_the_same_instance(world: World) -> None:
    await build_bench(world)
    instance, kept = instance_of(await board(by=world.hiroshima))
    assert instance_from(encoded(instance)) == instance
    assert instance_from(encoded(instance)).input_hash == instance.input_hash
    assert kept_from(encoded(kept)) == kept


async def test_a_task_that_runs_twice_changes_nothing(world: World) -> None:
    await build_bench(world)
    id = await run(world)
    before = await stored_run(id=id, by=world.hiroshima)
    await run_allocation(str(id), str(world.hiroshima.account), str(world.hiroshima.organisation))
    assert (await stored_run(id=id, by=world.hiroshima)) == before


async def test_a_run_that_a_killed_worker_left_goes_on_with_the_stored_facts(world: World) -> None:
    made = await build_bench(world)
    id = (await request_run(by=world.hiroshima)).id
    stored = await begin_run(id=id, by=world.hiroshima)
    await decide_pair(choice=_never(made.best, made.sera), by=world.hiroshima)
    assert stored is not None and await begin_run(id=id, by=world.hiroshima) == stored
    await finish_run(id=id, plan=solve_text(stored.instance, stored.aim), by=world.hiroshima)
    assert (await run_page(id=id, by=world.hiroshima)).run.state == RunState.FINISHED


async def test_a_run_whose_asker_has_no_role_any_more_fails_with_a_sentence(world: World) -> None:
    by = world.hiroshima
    id = (await request_run(by=by)).id
    async with unit_of_work(by) as work:
        await work.connection.execute(
            "update role_holding set during = daterange(lower(during), $2) where account = $1", by.account, work.today
        )
    await run_allocation(str(id), str(by.account), str(by.organisation))
    row = (await stored_run(id=id, by=by)).row
    assert row.state == RunState.FAILED and "もう一度つくって" in row.failure
    told = await progress_of(id=row.progress, by=by)
    assert told.over and told.sentence == row.failure
    await fail_run(id=id, sentence="あとから来た別の理由。", by=by)
    assert (await stored_run(id=id, by=by)).row.failure == row.failure


async def test_a_finished_run_stays_finished(world: World) -> None:
    await build_bench(world)
    id = await run(world)
    before = await stored_run(id=id, by=world.hiroshima)
    assert before.row.progress is not None
    await fail_run(id=id, sentence="別の理由。", by=world.hiroshima)
    assert await stored_run(id=id, by=world.hiroshima) == before
    assert (await progress_of(id=before.row.progress, by=world.hiroshima)).state == "finished"


async def test_the_job_is_queued_with_ids_only_and_nobody_is_told(world: World) -> None:
    await build_bench(world)
    async with unit_of_work(world.hiroshima) as work:
        told = await work.connection.fetchval("select count(*) from notice")
    await run(world)
    async with unit_of_work(world.hiroshima) as work:
        rows = await work.connection.fetch(
            "select args::text from jobs.procrastinate_jobs where task_name = 'run_allocation'"
        )
        assert await work.connection.fetchval("select count(*) from notice") == told
        assert await work.connection.fetchval("select count(*) from proposal") == 0
    assert len(rows) == 1 and "試野" not in rows[0]["args"]


async def test_only_the_own_body_reads_a_run(world: World, visit: Visit) -> None:
    await build_bench(world)
    id = await run(world)
    with pytest.raises(NotFound):
        await run_page(id=id, by=world.ehime)
    with pytest.raises(NotAllowed):
        await request_run(by=world.sera)
    assert (await (await visit("ehime")).get(f"/allocation/runs/{id}")).status_code == 404
    assert (await (await visit("sera")).get(f"/allocation/runs/{id}")).status_code == 403
    assert (await (await visit("sera")).post("/allocation/runs")).status_code == 403
    async with unit_of_work(world.ehime) as work:
        assert await work.connection.fetchval("select count(*) from allocation_run") == 0


async def test_both_doors_ask_for_a_run_once_and_show_it(world: World, visit: Visit) -> None:
    await build_bench(world)
    hiroshima = await visit("hiroshima")
    sent = await hiroshima.post("/allocation/runs", key="one-click")
    assert (await hiroshima.post("/allocation/runs", key="one-click")).headers["location"] == sent.headers["location"]
    waiting = await hiroshima.client.get(sent.headers["location"], headers={"hx-request": "true"})
    assert "順番を待っています" in waiting.text and "every 2s" in waiting.text and "<html" not in waiting.text
    asked = (await hiroshima.send("/allocation/runs", None)).json()["id"]
    await run_allocation(asked, str(world.hiroshima.account), str(world.hiroshima.organisation))
    page = (await hiroshima.get(f"/allocation/runs/{asked}")).text
    told = (await hiroshima.get(f"/api/v1/allocation/runs/{asked}")).json()
    assert told["run"]["plan_hash"] in page and told["input_hash"] in page
    assert told["method"] in page and "every 2s" not in page
    with counted() as heard:
        compared = (await hiroshima.get("/allocation")).text
    assert len(heard) <= 12, "\n----\n".join(heard)
    assert "案1" in compared and "案2" in compared


async def test_why_not_another_person_is_answered_by_a_forced_re_solve(world: World) -> None:
    await build_bench(world)
    shown = await run_page(id=await run(world), by=world.hiroshima)
    need = shown.people[0].needs[0].need
    bench = await workbench(by=world.hiroshima, need=need)
    assert bench.candidates is not None
    other = next(row for row in bench.candidates.ranked if row.member != shown.people[0].member)
    answer = await why(need=need, member=other.member, by=world.hiroshima)
    assert answer.obstacles == [] and answer.sentences
    assert any(other.name in sentence or "ほかの人が受け持って" in sentence for sentence in answer.sentences)


def _never(member: UUID, need: UUID) -> PinChoice:
    return PinChoice(member=member, need=need, kind=PinKind.NEVER, reason="本人から時間割の都合を聞いた。")

"""The worker's part of a run: begin with today's facts, end with a plan or the sentence why there is none."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.jobs.progress import fail_progress, finish_progress, step_progress
from matching.allocation.aims import Aim, Near
from matching.allocation.gathering import board
from matching.allocation.mending import instance_near
from matching.allocation.planning import figures_of_plan, instance_of
from matching.allocation.queries import stored_run, stored_state
from matching.allocation.replaying import encoded, plan_from, unprotected
from matching.allocation.rules import STEPS, RunState
from matching.allocation.showing import StoredRun

BEGIN: Final = """
update allocation_run set state = 'running', settings = $2, instance = $3, input_hash = $4
where id = $1 and state = 'waiting'
"""
FINISH: Final = """
update allocation_run set state = 'finished', plan = $2, summary = $3, plan_hash = $4, finished_at = $5
where id = $1 and state = 'running' returning progress
"""
FAIL: Final = """
update allocation_run set state = 'failed', failure = $2, finished_at = $3
where id = $1 and state in ('waiting', 'running') returning progress
"""
REPLAYED: Final = """
update allocation_run set replay_hash = $2, replayed_at = $3 where id = $1 and state = 'finished'
"""
IMPOSSIBLE: Final = (
    "「必ず入れる」と決めた組と、条件の上限（費用、変える件数）を、すべて守る案が見つかりませんでした。"
    "案はつくっていません。"
    "どれかを「計算に任せる」に戻すか、条件をゆるめてから、もう一度つくってください。"
)
BROKEN_OFF: Final = (
    "案をつくれませんでした。頼んだ人の役割が終わったか、計算の途中で問題が起きました。"
    "いまの提案や配属は変わっていません。もう一度つくってください。"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be computed: the instance as text, for what, near which former plan, and whether what limits it
    (protection; how many may move) has a price to be shown."""

    instance: str
    aim: Aim
    priced: bool
    near: Near | None = None


async def begin_run(*, id: UUID, by: Viewer) -> Asked | None:
    """What to solve: today's the first time, the stored one when a killed worker left the run.

    None where the run is over: a task may run twice.
    """
    run = await stored_run(id=id, by=by)
    if run.row.state == RunState.WAITING:
        await step_progress(id=run.row.progress, done=1, total=STEPS, sentence="条件を調べています", by=by)
        async with unit_of_work(by) as work:
            await _store_instance(run, work, by)
        run = await stored_run(id=id, by=by)
    if run.row.state != RunState.RUNNING or run.instance is None:
        return None
    await step_progress(id=run.row.progress, done=2, total=STEPS, sentence="組み合わせを計算しています", by=by)
    assert run.kept is not None, "kept beside the instance"
    aim, near = run.conditions.aim, run.kept.near
    priced = near.moves is not None if near else aim is Aim.BEST and unprotected(run.instance) != run.instance
    return Asked(encoded(run.instance), aim, priced, near)


async def begin_price(*, id: UUID, by: Viewer) -> None:
    """Say that the same is computed without what limits it."""
    run = await stored_run(id=id, by=by)
    await step_progress(
        id=run.row.progress, done=3, total=STEPS, sentence="この条件のために譲った分を調べています", by=by
    )


async def finish_run(*, id: UUID, plan: str, by: Viewer, bare: str | None = None) -> None:
    """Keep the plan with its figures beside what stood when the run began. A run that is over stays as it is.

    `bare`: the plan of the same without protection.
    """
    run = await stored_run(id=id, by=by)
    assert run.instance is not None and run.kept is not None
    found = plan_from(plan)
    summary = figures_of_plan(run.instance, run.kept, found, bare=plan_from(bare) if bare else None)
    async with unit_of_work(by) as work:
        progress = await work.connection.fetchval(FINISH, id, plan, encoded(summary), found.plan_hash, work.now)
        if progress is not None:
            await finish_progress(id=progress, sentence="案ができました", by=by, result=id)


async def fail_run(*, id: UUID, sentence: str, by: Viewer) -> None:
    """Say why there will be no plan. A run that is over stays as it is."""
    async with unit_of_work(by) as work:
        progress = await work.connection.fetchval(FAIL, id, sentence, work.now)
        if progress is not None:
            await fail_progress(id=progress, sentence=sentence, by=by)


async def is_given_up(*, id: UUID, by: Viewer) -> bool:
    """Whether nobody waits for the run any more."""
    return (await stored_state(id=id, by=by)) not in (RunState.WAITING, RunState.RUNNING)


async def begin_replay(*, id: UUID, by: Viewer) -> Asked | None:
    """What a finished run computed; None where there is nothing to compute again."""
    run = await stored_run(id=id, by=by)
    if run.instance is None or run.plan is None:
        return None
    near = run.kept.near if run.kept else None
    return Asked(encoded(run.instance), run.conditions.aim, priced=False, near=near)


async def finish_replay(*, id: UUID, plan: str, by: Viewer) -> None:
    """Keep what came out when the run was computed once more."""
    async with unit_of_work(by) as work:
        await work.connection.execute(REPLAYED, id, plan_from(plan).plan_hash, work.now)


async def _store_instance(run: StoredRun, work: Work, by: Viewer) -> None:
    base = await stored_run(id=run.conditions.base, by=by) if run.conditions.base else None
    if run.conditions.aim is Aim.NEAR:
        instance, kept = await instance_near(base, run.conditions, by=by)
    else:
        present = base.plan.assignments if base and base.plan else ()
        instance, kept = instance_of(await board(by=by), run.conditions, present=present)
    await work.connection.execute(BEGIN, run.row.id, encoded(kept), encoded(instance), instance.input_hash)

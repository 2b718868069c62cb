"""The worker's part of a run: begin with today's facts, end with a plan or the sentence why there is none."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.jobs.progress import fail_progress, finish_progress, step_progress
from matching.allocation.gathering import board
from matching.allocation.planning import figures, instance_of
from matching.allocation.queries import stored_run
from matching.allocation.replaying import encoded, plan_from
from matching.allocation.rules import RunState

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
IMPOSSIBLE: Final = (
    "「必ず入れる」と決めた組どうしが、同じ人の日数か受け持てる数を超えています。案はつくっていません。"
    "どれかを「計算に任せる」に戻してから、もう一度つくってください。"
)
BROKEN_OFF: Final = (
    "案をつくれませんでした。頼んだ人の役割が終わったか、計算の途中で問題が起きました。"
    "いまの提案や配属は変わっていません。もう一度つくってください。"
)


async def begin_run(*, id: UUID, by: Viewer) -> str | None:
    """The instance to solve, as text: today's the first time, the stored one when a killed worker left the run.

    None where the run is over: a task may run twice.
    """
    run = await stored_run(id=id, by=by)
    if run.row.state == RunState.WAITING:
        await step_progress(id=run.row.progress, done=1, total=3, sentence="条件を調べています", by=by)
        async with unit_of_work(by) as work:
            await _store_instance(id, work, by)
        run = await stored_run(id=id, by=by)
    if run.row.state != RunState.RUNNING or run.instance is None:
        return None
    await step_progress(id=run.row.progress, done=2, total=3, sentence="組み合わせを計算しています", by=by)
    return encoded(run.instance)


async def finish_run(*, id: UUID, plan: str, by: Viewer) -> None:
    """Keep the plan with its figures beside what stood when the run began. A run that is over stays as it is."""
    run = await stored_run(id=id, by=by)
    assert run.instance is not None and run.kept is not None
    found = plan_from(plan)
    summary = figures(run.instance, run.kept.served, found.assignments)
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


async def _store_instance(id: UUID, work: Work, by: Viewer) -> None:
    instance, kept = instance_of(await board(by=by))
    await work.connection.execute(BEGIN, id, encoded(kept), encoded(instance), instance.input_hash)

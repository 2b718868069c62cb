"""Making, changing and running scenarios; ending, repeating and using a run. Part of `operations`."""

from typing import Final
from uuid import UUID

from msgspec.structs import replace

from auth.journal.operations import record
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from foundation.jobs.progress import fail_progress
from foundation.jobs.queue import queue_job
from matching.allocation.access import may_allocate, runs_visible_to, scenarios_visible_to
from matching.allocation.aims import Aim
from matching.allocation.conditions import Conditions
from matching.allocation.operations import new_run
from matching.allocation.queries import stored_run
from matching.allocation.replaying import encoded
from matching.allocation.rules import RunState
from matching.allocation.scenario_queries import scenario_conditions
from matching.allocation.scenario_schemas import NewScenario, ScenarioSettings
from matching.allocation.tables import AllocationRun, AllocationScenario

STALE: Final = (
    "この条件は、ほかの人が先に変えました。書いた内容はこの画面に残っています。"
    "いま保存されている内容と見くらべて、よければもう一度保存してください。"
)
CANCELLED: Final = "担当者が計算を取りやめました。いまの提案や配属は変わっていません。"
OVER: Final = "この計算はもう終わっています。何も変えていません。画面を読み込み直してください。"
NO_PLAN_YET: Final = "案ができてから、もう一度計算できます。"


async def make_scenario(*, new: NewScenario, by: Viewer) -> Done:
    """A scenario: today's settings, a copy of another's, or a run's, from whose plan it then starts."""
    if refusal := may_allocate(by):
        raise NotAllowed(refusal)
    async with unit_of_work(by) as work:
        conditions = Conditions()
        if new.copied_from:
            _, conditions = await scenario_conditions(id=new.copied_from, by=by)
        if new.run:
            await _planned(new.run, by)
            conditions = _to_start_from((await stored_run(id=new.run, by=by)).conditions, run=new.run)
        id = work.new_id()
        await AllocationScenario.insert(
            AllocationScenario(id=id, owner=by.organisation, name=new.name, conditions=encoded(conditions),
                               copied_from=new.copied_from, created_at=work.now, changed_at=work.now, version=1)
        )  # fmt: skip
        await record(by=by, verb="make_scenario", noun="allocation_scenario", subject=id, after={"name": new.name})
        return Done(id, 1)


async def change_scenario(*, id: UUID, settings: ScenarioSettings, by: Viewer) -> Done:
    """Other conditions; runs that were computed keep theirs. Raises `Conflict` where they moved since read."""
    if refusal := may_allocate(by):
        raise NotAllowed(refusal)
    async with unit_of_work(by) as work:
        await scenario_conditions(id=id, by=by)
        if settings.base:
            await _planned(settings.base, by)
        version = settings.version + 1
        same = (AllocationScenario.id == id) & (AllocationScenario.version == settings.version)
        moved = await AllocationScenario.update({
            AllocationScenario.name: settings.name, AllocationScenario.conditions: encoded(settings.conditions),
            AllocationScenario.changed_at: work.now, AllocationScenario.version: version,
        }).where(scenarios_visible_to(by) & same).returning(AllocationScenario.id)  # fmt: skip
        if not moved:
            raise Conflict(STALE)
        await record(by=by, verb="change_scenario", noun="allocation_scenario", subject=id,
                     after={"name": settings.name})  # fmt: skip
        return Done(id, version)


async def run_scenario(*, id: UUID, by: Viewer) -> Done:
    """Have a plan computed under the scenario's conditions as they stand now."""
    if refusal := may_allocate(by):
        raise NotAllowed(refusal)
    async with unit_of_work(by):
        row, conditions = await scenario_conditions(id=id, by=by)
        return await new_run(by=by, scenario=id, name=row.name, conditions=conditions)


async def cancel_run(*, id: UUID, by: Viewer) -> Done:
    """Nobody waits for this plan any more: the worker stops within seconds. Raises `RuleBroken` where it is over."""
    if refusal := may_allocate(by):
        raise NotAllowed(refusal)
    async with unit_of_work(by) as work:
        run = await stored_run(id=id, by=by)
        going = AllocationRun.state.is_in([RunState.WAITING, RunState.RUNNING])
        ended = await AllocationRun.update({
            AllocationRun.state: RunState.CANCELLED, AllocationRun.failure: CANCELLED,
            AllocationRun.finished_at: work.now,
        }).where(runs_visible_to(by) & (AllocationRun.id == id) & going).returning(AllocationRun.id)  # fmt: skip
        if not ended:
            raise RuleBroken(OVER)
        await fail_progress(id=run.row.progress, sentence=CANCELLED, by=by)
        await record(by=by, verb="cancel_run", noun="allocation_run", subject=id)
        return Done(id)


async def replay_run(*, id: UUID, by: Viewer) -> Done:
    """Have a finished run computed once more from what it keeps; its page then shows both hashes."""
    if refusal := may_allocate(by):
        raise NotAllowed(refusal)
    async with unit_of_work(by) as work:
        await _planned(id, by)
        await record(by=by, verb="replay_run", noun="allocation_run", subject=id)
        arguments = {"run": str(id), "account": str(by.account), "organisation": str(by.organisation)}
        await queue_job(work, "replay_allocation", arguments)
        return Done(id)


async def _planned(id: UUID, by: Viewer) -> None:
    try:
        run = await stored_run(id=id, by=by)
    except NotFound as error:
        raise NotFound("この案は見つかりません。画面を読み込み直してください。") from error
    if run.row.state != RunState.FINISHED:
        raise RuleBroken(NO_PLAN_YET, field="base")


def _to_start_from(conditions: Conditions, *, run: UUID) -> Conditions:
    """A scenario is computed whole, also where the run it starts from was mended."""
    aim = Aim.BEST if conditions.aim is Aim.NEAR else conditions.aim
    return replace(conditions, base=run, aim=aim)

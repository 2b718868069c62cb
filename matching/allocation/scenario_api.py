"""The JSON door of scenarios: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from matching.allocation import operations, scenario_operations, scenario_queries
from matching.allocation.scenario_schemas import (
    Comparison,
    NewScenario,
    ScenarioList,
    ScenarioPage,
    ScenarioSettings,
)
from matching.allocation.schemas import PlanPart


@get("/api/v1/allocation/scenarios")
async def list_scenarios(by: NamedDependency[Viewer]) -> ScenarioList:
    """The scenarios of the viewer's body and its latest runs."""
    return await scenario_queries.scenario_list(by=by)


@post("/api/v1/allocation/scenarios")
async def make_scenario(
    by: NamedDependency[Viewer], data: JSONBody[NewScenario], keyed: NamedDependency[Keyed | None]
) -> Done:
    """Today's settings, a copy of another scenario, or the conditions of a run."""
    return await once(by, keyed, partial(scenario_operations.make_scenario, new=data, by=by))


@get("/api/v1/allocation/scenarios/{scenario:uuid}")
async def show_scenario(by: NamedDependency[Viewer], scenario: FromPath[UUID]) -> ScenarioPage:
    """Its conditions, what may be chosen, its runs."""
    return await scenario_queries.scenario_page(id=scenario, by=by)


@post("/api/v1/allocation/scenarios/{scenario:uuid}/settings")
async def change_scenario(
    by: NamedDependency[Viewer], scenario: FromPath[UUID], data: JSONBody[ScenarioSettings],
    keyed: NamedDependency[Keyed | None],
) -> Done:  # fmt: skip
    """Replace every condition."""
    change = partial(scenario_operations.change_scenario, id=scenario, settings=data, by=by)
    return await once(by, keyed, change)


@post("/api/v1/allocation/scenarios/{scenario:uuid}/runs")
async def run_scenario(
    by: NamedDependency[Viewer], scenario: FromPath[UUID], keyed: NamedDependency[Keyed | None]
) -> Done:
    """Have a plan computed under these conditions."""
    return await once(by, keyed, partial(scenario_operations.run_scenario, id=scenario, by=by))


@get("/api/v1/allocation/comparison")
async def compare_runs(by: NamedDependency[Viewer], run: FromQuery[list[UUID] | None] = None) -> Comparison:
    """Up to three plans side by side; without any, the latest."""
    return await scenario_queries.comparison(runs=run or [], by=by)


@post("/api/v1/allocation/runs/{run:uuid}/cancellation")
async def cancel_run(by: NamedDependency[Viewer], run: FromPath[UUID], keyed: NamedDependency[Keyed | None]) -> Done:
    """Nobody waits for this plan any more."""
    return await once(by, keyed, partial(scenario_operations.cancel_run, id=run, by=by))


@post("/api/v1/allocation/runs/{run:uuid}/replay")
async def replay_run(by: NamedDependency[Viewer], run: FromPath[UUID], keyed: NamedDependency[Keyed | None]) -> Done:
    """Have it computed once more from what it keeps."""
    return await once(by, keyed, partial(scenario_operations.replay_run, id=run, by=by))


@post("/api/v1/allocation/runs/{run:uuid}/proposals")
async def propose_plan(
    by: NamedDependency[Viewer], run: FromPath[UUID], keyed: NamedDependency[Keyed | None],
    data: JSONBody[PlanPart | None] = None,
) -> Done:  # fmt: skip
    """A draft proposal for every person of the plan, or for one of them."""
    member = data.member if data else None
    return await once(by, keyed, partial(operations.propose_plan, run=run, member=member, by=by))


HANDLERS: Sequence[Any] = (
    list_scenarios, make_scenario, show_scenario, change_scenario, run_scenario, compare_runs, cancel_run, replay_run,
    propose_plan,
)  # fmt: skip

"""The HTML door of scenarios: make, copy, change, run, compare."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.errors import Refusal
from foundation.web.forms import Form, Refused, asked_form
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import Act, sent
from matching.allocation import operations, scenario_operations, scenario_queries
from matching.allocation.aims import Aim
from matching.allocation.pages import run_path, show_plan
from matching.allocation.rules import MOST_COMPARED, RUN_WORDS
from matching.allocation.scenario_schemas import NewScenario, ScenarioSettings
from matching.allocation.schemas import PlanPart
from matching.allocation.solver.words import STAGE_NAMES
from matching.allocation.weights import TABLES
from registry.skills.rules import ROLES

WORDS: dict[str, Any] = {
    "run_words": RUN_WORDS, "stage_names": STAGE_NAMES, "tables": TABLES, "roles": ROLES, "aims": Aim,
    "most_compared": MOST_COMPARED,
}  # fmt: skip


@get("/allocation/scenarios")
async def list_scenarios(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """The scenarios, and the runs to put side by side."""
    return await _list(request, by)


@post("/allocation/scenarios")
async def make_scenario(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """A new one, a copy, or one from a run."""
    return await sent(
        request, by, lambda form: scenario_operations.make_scenario(new=form.parse(NewScenario), by=by),
        onward=lambda done: f"/allocation/scenarios/{done.id}", again=partial(_list, request, by),
    )  # fmt: skip


@get("/allocation/scenarios/{scenario:uuid}")
async def show_scenario(request: PageRequest, by: NamedDependency[Viewer], scenario: FromPath[UUID]) -> Response[Any]:
    """Its conditions to change, its runs."""
    return await _scenario(request, by, scenario)


@post("/allocation/scenarios/{scenario:uuid}/settings")
async def change_scenario(request: PageRequest, by: NamedDependency[Viewer], scenario: FromPath[UUID]) -> Response[Any]:
    """Other conditions."""

    async def act(form: Form) -> Done:
        return await scenario_operations.change_scenario(id=scenario, settings=form.parse(ScenarioSettings), by=by)

    return await sent(
        request, by, act, onward=f"/allocation/scenarios/{scenario}", again=partial(_scenario, request, by, scenario)
    )


@post("/allocation/scenarios/{scenario:uuid}/runs")
async def run_scenario(request: PageRequest, by: NamedDependency[Viewer], scenario: FromPath[UUID]) -> Response[Any]:
    """Compute under the saved conditions."""
    return await sent(
        request, by, lambda _: scenario_operations.run_scenario(id=scenario, by=by),
        onward=run_path, again=partial(_scenario, request, by, scenario),
    )  # fmt: skip


@get("/allocation/comparison")
async def compare_runs(
    request: PageRequest, by: NamedDependency[Viewer], run: FromQuery[list[UUID] | None] = None
) -> Response[Any]:
    """Up to three plans side by side."""
    try:
        found = await scenario_queries.comparison(runs=run or [], by=by)
    except Refusal as refusal:
        if refusal.field != "run":
            raise
        return await _list(request, by, Refused(asked_form(request), refusal))
    return page(request, "allocation/comparison.html", runs=found.runs, **WORDS)


@post("/allocation/runs/{run:uuid}/cancellation")
async def cancel_run(request: PageRequest, by: NamedDependency[Viewer], run: FromPath[UUID]) -> Response[Any]:
    """Stop the computation."""
    return await _of_run(request, by, run, lambda _: scenario_operations.cancel_run(id=run, by=by))


@post("/allocation/runs/{run:uuid}/replay")
async def replay_run(request: PageRequest, by: NamedDependency[Viewer], run: FromPath[UUID]) -> Response[Any]:
    """Compute once more from what the run keeps."""
    return await _of_run(request, by, run, lambda _: scenario_operations.replay_run(id=run, by=by))


@post("/allocation/runs/{run:uuid}/proposals")
async def propose_plan(request: PageRequest, by: NamedDependency[Viewer], run: FromPath[UUID]) -> Response[Any]:
    """Draft proposals for everybody in the plan, or for one of its people."""
    return await sent(
        request, by, lambda form: operations.propose_plan(run=run, member=form.parse(PlanPart).member, by=by),
        onward="/proposals?state=draft", again=partial(show_plan, request, by, run),
    )  # fmt: skip


async def _of_run(request: PageRequest, by: Viewer, run: UUID, act: Act) -> Response[Any]:
    return await sent(request, by, act, onward=f"/allocation/runs/{run}", again=partial(show_plan, request, by, run))


async def _list(request: PageRequest, by: Viewer, refused: Refused | None = None) -> Response[Any]:
    found = await scenario_queries.scenario_list(by=by)
    return page(request, "allocation/scenarios.html", found=found, refused=refused, **WORDS)


async def _scenario(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    shown = await scenario_queries.scenario_page(id=id, by=by)
    return page(request, "allocation/scenario.html", shown=shown, refused=refused, **WORDS)


HANDLERS: Sequence[Any] = (
    list_scenarios, make_scenario, show_scenario, change_scenario, run_scenario, compare_runs, cancel_run, replay_run,
    propose_plan,
)  # fmt: skip

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
from foundation.database.idempotency import once
from foundation.errors import Refusal
from foundation.web.forms import Form, Problem, read_form
from foundation.web.rendering import PageRequest, page, redirect
from matching.allocation import scenario_operations, scenario_queries
from matching.allocation.aims import Aim
from matching.allocation.operations import propose_plan as propose_whole_plan
from matching.allocation.pages import run_again
from matching.allocation.rules import MOST_COMPARED, RUN_WORDS
from matching.allocation.scenario_schemas import NewScenario, ScenarioSettings
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
    form = await read_form(request)
    try:
        new = form.parse(NewScenario)
        make = partial(scenario_operations.make_scenario, new=new, by=by)
        done = await once(by, form.keyed("make_scenario"), make)
    except Refusal as refusal:
        return await _list(request, by, form=form, refusal=refusal)
    return redirect(f"/allocation/scenarios/{done.id}")


@get("/allocation/scenarios/{scenario:uuid}")
async def show_scenario(request: PageRequest, by: NamedDependency[Viewer], scenario: FromPath[UUID]) -> Response[Any]:
    """Its conditions to change, its runs."""
    return await _scenario(request, by, scenario)


@post("/allocation/scenarios/{scenario:uuid}/settings")
async def change_scenario(request: PageRequest, by: NamedDependency[Viewer], scenario: FromPath[UUID]) -> Response[Any]:
    """Other conditions."""
    form = await read_form(request)
    try:
        settings = form.parse(ScenarioSettings)
        change = partial(scenario_operations.change_scenario, id=scenario, settings=settings, by=by)
        await once(by, form.keyed("change_scenario"), change)
    except Refusal as refusal:
        return await _scenario(request, by, scenario, form=form, refusal=refusal)
    return redirect(f"/allocation/scenarios/{scenario}")


@post("/allocation/scenarios/{scenario:uuid}/runs")
async def run_scenario(request: PageRequest, by: NamedDependency[Viewer], scenario: FromPath[UUID]) -> Response[Any]:
    """Compute under the saved conditions."""
    form = await read_form(request)
    run = partial(scenario_operations.run_scenario, id=scenario, by=by)
    done = await once(by, form.keyed("run_scenario"), run)
    return redirect(f"/allocation/runs/{done.id}")


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
        return await _list(request, by, refusal=refusal)
    return page(request, "allocation/comparison.html", runs=found.runs, **WORDS)


@post("/allocation/runs/{run:uuid}/cancellation")
async def cancel_run(request: PageRequest, by: NamedDependency[Viewer], run: FromPath[UUID]) -> Response[Any]:
    """Stop the computation."""
    form = await read_form(request)
    try:
        await once(by, form.keyed("cancel_run"), partial(scenario_operations.cancel_run, id=run, by=by))
    except Refusal as refusal:
        return await run_again(request, by, run, refusal)
    return redirect(f"/allocation/runs/{run}")


@post("/allocation/runs/{run:uuid}/replay")
async def replay_run(request: PageRequest, by: NamedDependency[Viewer], run: FromPath[UUID]) -> Response[Any]:
    """Compute once more from what the run keeps."""
    form = await read_form(request)
    try:
        await once(by, form.keyed("replay_run"), partial(scenario_operations.replay_run, id=run, by=by))
    except Refusal as refusal:
        return await run_again(request, by, run, refusal)
    return redirect(f"/allocation/runs/{run}")


@post("/allocation/runs/{run:uuid}/proposals")
async def propose_plan(request: PageRequest, by: NamedDependency[Viewer], run: FromPath[UUID]) -> Response[Any]:
    """Draft proposals for everybody in the plan."""
    form = await read_form(request)
    try:
        await once(by, form.keyed("propose_plan"), partial(propose_whole_plan, run=run, by=by))
    except Refusal as refusal:
        return await run_again(request, by, run, refusal)
    return redirect("/proposals?state=draft")


async def _list(
    request: PageRequest, by: Viewer, *, form: Form | None = None, refusal: Refusal | None = None
) -> Response[Any]:
    found = await scenario_queries.scenario_list(by=by)
    return page(
        request, "allocation/scenarios.html", status=refusal.status if refusal else 200, found=found, form=form,
        problem=Problem.of(refusal) if refusal else None, **WORDS,
    )  # fmt: skip


async def _scenario(
    request: PageRequest, by: Viewer, id: UUID, *, form: Form | None = None, refusal: Refusal | None = None
) -> Response[Any]:
    shown = await scenario_queries.scenario_page(id=id, by=by)
    return page(
        request, "allocation/scenario.html", status=refusal.status if refusal else 200, shown=shown, form=form,
        problem=Problem.of(refusal) if refusal else None, conflict=refusal is not None and refusal.status == 409,
        **WORDS,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (
    list_scenarios, make_scenario, show_scenario, change_scenario, run_scenario, compare_runs, cancel_run, replay_run,
    propose_plan,
)  # fmt: skip

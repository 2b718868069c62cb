"""Questions about scenarios: those of the body, one with what may be chosen, plans side by side. Part of `queries`."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.scope import among
from foundation.database.unit_of_work import reading
from foundation.errors import NotAllowed, NotFound, RuleBroken
from matching.allocation.access import may_allocate, runs_visible_to, scenarios_visible_to
from matching.allocation.conditions import Conditions, conditions_from, told_conditions
from matching.allocation.plan_schemas import RunRow
from matching.allocation.queries import PURPOSE, ROW, latest_runs, run_row
from matching.allocation.ranking import UNNAMED
from matching.allocation.rules import MOST_COMPARED, RunState
from matching.allocation.scenario_schemas import Comparison, ScenarioList, ScenarioPage, ScenarioRow
from matching.allocation.tables import AllocationRun, AllocationScenario
from registry.members.matching import matching_facts
from registry.members.queries import member_names

RUNS_LISTED: Final = 20
SCENARIOS_LISTED: Final = 100
TOO_MANY: Final = f"くらべられるのは{MOST_COMPARED}案までです。選ぶ案を減らしてください。"
SCENARIO: Final = (
    AllocationScenario.id, AllocationScenario.name, AllocationScenario.conditions, AllocationScenario.changed_at,
    AllocationScenario.version,
)  # fmt: skip


async def scenario_list(*, by: Viewer) -> ScenarioList:
    """The scenarios of the viewer's body, last changed first, and its latest runs. Raises `NotAllowed`."""
    if refusal := may_allocate(by):
        raise NotAllowed(refusal)
    async with reading(by):
        rows = (
            await AllocationScenario.select(*SCENARIO)
            .where(scenarios_visible_to(by))
            .order_by(AllocationScenario.changed_at, AllocationScenario.id, ascending=False)
            .limit(SCENARIOS_LISTED)
        )
        return ScenarioList([_row(row) for row in rows], await latest_runs(by=by, limit=RUNS_LISTED))


async def scenario_conditions(*, id: UUID, by: Viewer) -> tuple[ScenarioRow, Conditions]:
    """A scenario and what it asks for. Raises `NotFound` for another body's."""
    async with reading(by):
        rows = await AllocationScenario.select(*SCENARIO).where(
            scenarios_visible_to(by) & (AllocationScenario.id == id)
        )
    if not rows:
        raise NotFound
    return _row(rows[0]), conditions_from(rows[0]["conditions"])


async def scenario_page(*, id: UUID, by: Viewer) -> ScenarioPage:
    """A scenario with the people it could leave out and the runs it could start from. The names are journalled."""
    async with reading(by):
        row, conditions = await scenario_conditions(id=id, by=by)
        members = [member.id for member in await matching_facts(by=by)]
        names = await member_names(ids=members, by=by, purpose=PURPOSE)
        runs = await latest_runs(by=by, limit=RUNS_LISTED)
        own = await _runs(AllocationRun.scenario == id, by)
    return ScenarioPage(
        scenario=row,
        conditions=conditions,
        people=[(member, names.get(member, UNNAMED)) for member in members],
        bases=[run for run in runs if run.state == RunState.FINISHED],
        runs=own,
    )


async def comparison(*, runs: Sequence[UUID], by: Viewer) -> Comparison:
    """These runs side by side; without any, the latest that have a plan.

    Raises `RuleBroken` for more than three, `NotFound` for another body's.
    """
    if refusal := may_allocate(by):
        raise NotAllowed(refusal)
    asked = list(dict.fromkeys(runs))
    if len(asked) > MOST_COMPARED:
        raise RuleBroken(TOO_MANY, field="run")
    if not asked:
        finished = [run for run in await latest_runs(by=by, limit=RUNS_LISTED) if run.figures]
        return Comparison(finished[:MOST_COMPARED])
    found = {run.id: run for run in await _runs(among(AllocationRun.id, asked), by)}
    if len(found) < len(asked):
        raise NotFound
    return Comparison([found[id] for id in asked])


async def _runs(which: Any, by: Viewer) -> list[RunRow]:
    async with reading(by):
        rows = (
            await AllocationRun.select(*ROW)
            .where(runs_visible_to(by) & which)
            .order_by(AllocationRun.created_at, AllocationRun.id, ascending=False)
            .limit(RUNS_LISTED)
        )
    return [run_row(row) for row in rows]


def _row(row: dict[str, Any]) -> ScenarioRow:
    told = told_conditions(conditions_from(row["conditions"]))
    return ScenarioRow(row["id"], row["name"], told, row["changed_at"], row["version"])

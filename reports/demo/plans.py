"""Plans of Hiroshima under three conditions, to be compared, and a ferry that the estimate of travel does not know."""

import asyncio
from datetime import timedelta
from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from matching.allocation.operations import request_run
from matching.allocation.replaying import solve_text
from matching.allocation.running import begin_price, begin_run, finish_run
from matching.allocation.scenario_operations import change_scenario, make_scenario, run_scenario
from matching.allocation.scenario_schemas import NewScenario, ScenarioSettings
from registry.municipalities.travel_times import KnownTravel, record_travel_times
from reports.demo.cast import HIROSHIMA, Cast
from reports.demo.timeline import Timeline

SCENARIOS: Final[tuple[tuple[str, dict[str, object]], ...]] = (
    ("近い人だけ", {"travel_limit": 45, "weights": "near"}),
    ("保護する町を先にしない", {"protect": "nobody"}),
)
FERRY: Final = (("341002", "344311"), ("広島市", "大崎上島町"), 135, "架空の時刻表（フェリーの待ち時間を含む）")


async def plan_ahead(cast: Cast, timeline: Timeline) -> None:
    """Today's settings and two scenarios, computed on the spot: the worker finds them finished."""
    timeline.days_ago(4)
    by = cast.bodies[HIROSHIMA]
    codes, names, minutes, source = FERRY
    looked_up = timeline.as_of - timedelta(days=30)
    await record_travel_times(times=[KnownTravel(codes, names, minutes, looked_up, source)], by=by)
    await _compute((await request_run(by=by)).id, by=by)
    for ago, (name, changed) in zip((3, 2), SCENARIOS, strict=True):
        timeline.days_ago(ago)
        scenario = await make_scenario(new=NewScenario(name=name), by=by)
        settings = ScenarioSettings.model_validate({"version": 1, "name": name, **changed})
        await change_scenario(id=scenario.id, settings=settings, by=by)
        await _compute((await run_scenario(id=scenario.id, by=by)).id, by=by)


async def _compute(run: UUID, *, by: Viewer) -> None:
    asked = await begin_run(id=run, by=by)
    assert asked is not None, "a new run waits"
    plan, bare = await asyncio.to_thread(solve_text, asked.instance, asked.aim), None
    if asked.priced:
        await begin_price(id=run, by=by)
        bare = await asyncio.to_thread(solve_text, asked.instance, asked.aim, bare=True)
    await finish_run(id=run, plan=plan, bare=bare, by=by)

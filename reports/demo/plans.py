"""Plans of Hiroshima under three conditions, to be compared, one of them chosen; and a ferry that the estimate of
travel does not know.
"""

import asyncio
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from matching.allocation.left_open import note_left_open
from matching.allocation.operations import propose, request_run
from matching.allocation.queries import run_page
from matching.allocation.replaying import solve_text
from matching.allocation.running import begin_price, begin_run, finish_run
from matching.allocation.scenario_operations import change_scenario, make_scenario, run_scenario
from matching.allocation.scenario_schemas import NewScenario, ScenarioSettings
from matching.allocation.schemas import Selection
from matching.proposals.operations import send_proposal
from matching.proposals.schemas import Sending
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
    runs = []
    for ago, (name, changed) in zip((3, 2), SCENARIOS, strict=True):
        timeline.days_ago(ago)
        scenario = await make_scenario(new=NewScenario(name=name), by=by)
        settings = ScenarioSettings.model_validate({"version": 1, "name": name, **changed})
        await change_scenario(id=scenario.id, settings=settings, by=by)
        runs.append((await run_scenario(id=scenario.id, by=by)).id)
        await _compute(runs[-1], by=by)
    await _choose(runs[0], answer_by=timeline.as_of + timedelta(days=21), by=by)


async def _choose(run: UUID, *, answer_by: date, by: Viewer) -> None:
    """A first proposal of the plan goes out: from now on towns read what it leaves open."""
    shown = await run_page(id=run, by=by)
    member, need = next((person.member, need.need) for person in shown.people for need in person.proposable)
    proposal = await propose(selection=Selection(member=member, needs=[need], run=run), by=by)
    await send_proposal(id=proposal.id, sending=Sending(answer_by=answer_by), by=by)
    await note_left_open(by=by)


async def _compute(run: UUID, *, by: Viewer) -> None:
    asked = await begin_run(id=run, by=by)
    assert asked is not None, "a new run waits"
    plan, bare = await asyncio.to_thread(solve_text, asked.instance, asked.aim), None
    if asked.priced:
        await begin_price(id=run, by=by)
        bare = await asyncio.to_thread(solve_text, asked.instance, asked.aim, bare=True)
    await finish_run(id=run, plan=plan, bare=bare, by=by)

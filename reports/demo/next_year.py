"""The fiscal year to come in Hiroshima: who moves on to which towns, and what these towns ask for by then."""

from collections.abc import Sequence
from typing import Final

from foundation.text.dates import fiscal_year, fiscal_year_period
from matching.rotations.operations import plan_rotation
from matching.rotations.schemas import NewRotation
from reports.demo.cast import HIROSHIMA, TOWNS, Cast, Person
from reports.demo.requests import Request, stories, tell_need
from reports.demo.timeline import Timeline

ROLE: Final = "service_designer"
"""What the towns ask for: also the role of the member whom a visitor finds free."""
ASKED: Final = 30
"""Days ago at which the towns began to ask."""
AT_ONCE: Final = 2


async def plan_next_year(at_work: Sequence[Person], cast: Cast, timeline: Timeline) -> None:
    """Towns that can be entered ask for next year, and two people are to share them: a visitor makes the proposals."""
    towns = [town for town in cast.towns[HIROSHIMA] if town.code in TOWNS]
    told = [story for story in stories() if story["role"] == ROLE]
    for town, story in zip(towns, told, strict=False):
        await tell_need(Request(HIROSHIMA, town, story, "accepted", ASKED, next_year=True), cast, timeline)
    timeline.days_ago(4)
    own = sorted((one for one in at_work if one.pool == HIROSHIMA), key=lambda one: ROLE not in one.roles)
    first, _ = fiscal_year_period(fiscal_year(timeline.as_of) + 1)
    new = NewRotation(
        title="県・市町共同採用の2年間", people=[one.id for one in own[:AT_ONCE]], towns=[town.id for town in towns],
        at_once=AT_ONCE, first_day=first, years=2, half_days=4, note="1年ごとに、次の2つの町へ移ります。",
    )  # fmt: skip
    await plan_rotation(new=new, by=cast.bodies[HIROSHIMA])

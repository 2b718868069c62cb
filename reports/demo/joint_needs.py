"""Neighbours that ask for the same thing together, and supports that have come to their end."""

from collections.abc import Sequence
from typing import Final

from auth.viewer import Viewer
from registry.needs import operations as needs
from registry.needs.joinable import suggested_groups
from registry.needs.joining import join_needs
from registry.needs.joint_schemas import JointPlan
from registry.needs.queries import needs as needs_of
from registry.needs.schemas import Review
from registry.needs.suggestions import Cluster
from reports.demo.cast import EHIME, HIROSHIMA, KUMAMOTO, Cast
from reports.demo.timeline import Timeline

MIXES: Final = {HIROSHIMA: (100, 0, 0), EHIME: (50, 50, 0), KUMAMOTO: (0, 0, 100)}
"""Equal, by population, by use: each prefecture has its own habit."""

REVIEW: Final = Review(
    outcome="partly", findings="手順書はできました。忙しい月は、まだ前のやり方に戻ります。", hours_saved=120,
    next_wish="繁忙期だけ、もう一度来てほしい。",
)  # fmt: skip


async def join_neighbours(cast: Cast, timeline: Timeline) -> None:
    """The largest suggested group of each prefecture is joined; some towns look back on what was done."""
    for pool, mix in MIXES.items():
        timeline.days_ago(6)
        groups = await suggested_groups(by=cast.bodies[pool])
        if groups:
            await _join(groups[0], mix, by=cast.bodies[pool])
        timeline.days_ago(3)
        await _look_back(cast, pool)


async def _join(group: Cluster, mix: Sequence[int], *, by: Viewer) -> None:
    equal, population, use = mix
    plan = JointPlan(
        title=group.first.title, lead=group.first.municipality, needs=[one.need for one in group.candidates],
        purpose="同じ人に、同じ週に順に来てもらいます。作った様式や手順書は、どの町でも使えるようにします。",
        equal_weight=equal, population_weight=population, use_weight=use,
    )  # fmt: skip
    await join_needs(plan=plan, by=by)


async def _look_back(cast: Cast, pool: str) -> None:
    """One town has written what came of it; another has looked at the scheme it was pointed to, and is done."""
    for row in (await needs_of(by=cast.bodies[pool], states=["filled", "referred"], size=100))[0]:
        town = next((viewer for viewer in cast.bodies.values() if viewer.acts_for(row.municipality)), None)
        if town is not None and row.state == "filled":
            await needs.review_need(id=row.id, review=REVIEW, by=town)
            return
        if town is not None:
            await needs.close_need(id=row.id, by=town)

"""Re-matching: what changed since a plan was made, and the problem of mending it there."""

from collections.abc import Sequence

from msgspec.structs import replace

from auth.viewer import Viewer
from matching.allocation.aims import Near
from matching.allocation.conditions import Conditions
from matching.allocation.gathering import board
from matching.allocation.planning import Kept, instance_of
from matching.allocation.showing import StoredRun
from matching.allocation.solver.instance import Instance, Need
from matching.fit.facts import Month


async def instance_near(base: StoredRun | None, conditions: Conditions, *, by: Viewer) -> tuple[Instance, Kept]:
    """Today's problem with what stood before: the plan's pairs, and what those who leave serve today.

    Running work of everybody else is not in it at all: its days are gone, nobody can move it.
    """
    leaving = frozenset(conditions.left_out)
    before, facts = await board(by=by), await board(by=by, leaving=leaving)
    served = {(str(each.member), str(each.need)) for member in leaving for each in before.commitments.get(member, ())}
    present = served | set(base.plan.assignments if base and base.plan else ())
    instance, kept = instance_of(facts, conditions, present=present)
    changed = {str(member) for member in leaving} | changed_needs(base, instance, kept.months)
    near = Near(tuple(sorted(present)), tuple(sorted(changed)), conditions.most_changes)
    return instance, replace(kept, near=near)


def changed_needs(base: StoredRun | None, instance: Instance, months: Sequence[Month]) -> set[str]:
    """Needs that the former plan did not know, or knew with another period in the months still to come."""
    if base is None or base.instance is None or base.kept is None:
        return set(instance.need)
    before, then, first = base.instance.need, base.kept.months, next(iter(months), None)

    def still_to_come(need: Need, of: Sequence[Month]) -> list[Month]:
        return [month for month in of[need.start : need.end] if first is None or month >= first]

    return {
        id
        for id, need in instance.need.items()
        if id not in before or still_to_come(need, months) != still_to_come(before[id], then)
    }

"""Who could take a need that the last plan did not know, until the next plan. Pure."""

from dataclasses import replace
from uuid import UUID

from matching.allocation.board import Board
from matching.allocation.planning import instance_of
from matching.allocation.showing import StoredRun
from matching.allocation.solver.block import kept_of
from matching.allocation.solver.rematch import Provisional, provisional


def provisional_answer(facts: Board, base: StoredRun | None, *, need: UUID) -> Provisional | None:
    """The answer beside what still stands of the plan; None where the plan knew the need, or nobody is worth it."""
    if base is None or base.plan is None or base.instance is None or str(need) in base.instance.need:
        return None
    instance, _ = instance_of(facts)
    if str(need) not in instance.need:
        return None
    standing = frozenset((person, id) for id, person in kept_of(instance, base.plan.assignments).holder.items())
    # As incumbents: what the plan gave somebody is handed back for protection or urgency, never for a better fit.
    return provisional(replace(instance, incumbents=standing), standing, need=str(need))

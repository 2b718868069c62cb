"""Which method solves an instance of which size; the plan always says which one it was."""

from collections.abc import Sequence
from dataclasses import replace

from matching.allocation.solver.bundles import bettered, solve_bundles
from matching.allocation.solver.exact import solve_exact
from matching.allocation.solver.greedy import greedy
from matching.allocation.solver.instance import Instance
from matching.allocation.solver.plan import Method, Plan
from matching.allocation.solver.stable import solve_stable
from matching.allocation.solver.stages import PAIR_STAGES, PairStage

PAIR_LIMIT = 2_000
"""Feasible pairs up to which the exact method is used (`matching.md`, conclusion 3)."""
NODES = 1_000
"""Nodes a stage may be searched for where nobody asked for the exact method: somebody waits for the plan.

Most prefectures need one; sixty people and 180 needs crowded into 23 towns can have more than anybody would wait for.
"""


def solve(instance: Instance, *, method: Method | None = None, stages: Sequence[PairStage] = PAIR_STAGES) -> Plan:
    """The plan by the method asked for, or by size: exact up to PAIR_LIMIT pairs, the large path above.

    What the exact method does not prove within NODES a stage is bettered by exchanges and says so.
    """
    match method or (None if len(instance.pairs) <= PAIR_LIMIT else Method.BUNDLE):
        case None:
            return _proven_or_bettered(instance, stages)
        case Method.EXACT:
            return solve_exact(instance, stages=stages)
        case Method.STABLE:
            return _priced(solve_stable(instance, stages=stages), instance, stages)
        case Method.BUNDLE if not _limited(instance):
            return solve_bundles(instance, stages=tuple(stages))
        case _:
            return greedy(instance, stages=stages)


def _proven_or_bettered(instance: Instance, stages: Sequence[PairStage]) -> Plan:
    plan = solve_exact(instance, stages=stages, node_limit=NODES)
    return plan if plan.proven or _limited(instance) else bettered(instance, plan, stages=stages)


def _limited(instance: Instance) -> bool:
    """Whether it has limits or groups across people, which bundles, made for one person each, do not know."""
    across = instance.quotas or instance.coverage_groups
    return bool(across) or instance.budget is not None or instance.most_changes is not None


def _priced(stable: Plan, instance: Instance, stages: Sequence[PairStage]) -> Plan:
    """Beside the best plan, so that the price of stability can be shown."""
    best = solve(instance, stages=stages)
    return replace(stable, optimum=best.stages)

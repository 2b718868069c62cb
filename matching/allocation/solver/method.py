"""Which method solves an instance of which size; the plan always says which one it was."""

from matching.allocation.solver.exact import solve_exact
from matching.allocation.solver.greedy import greedy
from matching.allocation.solver.instance import Instance
from matching.allocation.solver.plan import Method, Plan

PAIR_LIMIT = 2_000
"""Feasible pairs up to which the exact method is used (`matching.md`, conclusion 3)."""


def solve(instance: Instance, *, method: Method | None = None) -> Plan:
    """The plan by the method asked for, or by size: exact up to PAIR_LIMIT pairs, greedy above."""
    chosen = method or (Method.EXACT if len(instance.pairs) <= PAIR_LIMIT else Method.GREEDY)
    return solve_exact(instance) if chosen is Method.EXACT else greedy(instance)

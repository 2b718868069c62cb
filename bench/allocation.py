"""The exact method beside greedy on 60 people x 180 needs: what proof costs and what it brings."""

import resource
from collections.abc import Iterable, Iterator
from statistics import median
from time import process_time

from bench.instances import prefecture
from matching.allocation.solver.exact import solve_exact
from matching.allocation.solver.greedy import greedy
from matching.allocation.solver.plan import Plan

PEOPLE, NEEDS, PAIRS = 60, 180, 1_700


def allocation_table(*, seeds: Iterable[int]) -> Iterator[str]:
    """One line a seed, then the median; needs filled as a ratio exact / greedy."""
    yield f"allocation {PEOPLE} x {NEEDS}, {PAIRS} pairs: exact beside greedy"
    yield "seed  proven  exact CPU-s  greedy CPU-s  needs exact/greedy  points exact/greedy"
    spent, ratios = [], []
    for seed in seeds:
        instance = prefecture(seed=seed, people=PEOPLE, needs=NEEDS, pairs=PAIRS)
        begun = process_time()
        best = solve_exact(instance)
        proved = process_time()
        quick = greedy(instance)
        done = process_time()
        needs, points = _ratio(best, quick)
        spent.append(proved - begun)
        ratios.append(needs)
        yield (
            f"{seed:4}  {best.proven!s:6}  {proved - begun:11.2f}  {done - proved:12.2f}  {needs:18.3f}  {points:19.3f}"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield f"median {median(spent):.2f} CPU-s, {median(ratios):.3f} x greedy's needs, peak {peak:.0f} MB"


def _ratio(best: Plan, quick: Plan) -> tuple[float, float]:
    return (
        len(best.assignments) / len(quick.assignments),
        best.stage("priority").value / quick.stage("priority").value,
    )

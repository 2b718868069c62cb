"""One of our methods on one drawn instance, in a process of its own, so that memory and CPU are its own."""

import json
import resource
import sys
from collections.abc import Callable
from time import process_time

from bench.answers import shuffled
from bench.instances import country, prefecture
from matching.allocation.solver.bundles import solve_bundles
from matching.allocation.solver.exact import solve_exact
from matching.allocation.solver.greedy import greedy
from matching.allocation.solver.instance import Instance
from matching.allocation.solver.plan import Plan
from matching.allocation.solver.stable import solve_stable

METHODS: dict[str, Callable[[Instance], Plan]] = {
    "exact": solve_exact,
    "bundle": solve_bundles,
    "greedy": greedy,
    "stable": solve_stable,
}


def drawn(people: int, needs: int, seed: int) -> Instance:
    """The instance of a size and seed: a prefecture below 100 people, else a country."""
    if people < 100:
        return prefecture(seed=seed, people=people, needs=needs, pairs=people * 28)
    return country(seed=seed, people=people, needs=needs)


def main() -> None:
    """`method people needs seed [order]` as arguments; the plan and what it cost as JSON. `order` shuffles the rows."""
    method, people, needs, seed, *order = sys.argv[1:]
    instance = drawn(int(people), int(needs), int(seed))
    if order:
        instance = shuffled(instance, int(order[0]))
    begun = process_time()
    plan = METHODS[method](instance)
    print(
        json.dumps(
            {
                "assignments": plan.assignments,
                "stages": [[stage.name, stage.value, stage.bound, stage.proven] for stage in plan.stages],
                "hash": plan.plan_hash,
                "blocking_pairs": plan.blocking_pairs,
                "cpu_seconds": process_time() - begun,
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
        )
    )


if __name__ == "__main__":
    main()

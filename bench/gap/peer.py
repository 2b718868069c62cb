"""`python -m bench.gap.peer FILE --seconds 20`: HiGHS with its default settings on one problem, as JSON.

The textbook model, minimised: each job to one agent, each agent within capacity. Seconds are the process's CPU.
"""

import argparse
import json
from collections.abc import Callable
from math import ceil
from pathlib import Path
from time import process_time
from typing import Any

from bench.gap.reading import Problem, read_problems

_ROUNDING = 1e-6
_NO_SOLUTION = 1e30


def main() -> None:
    """`objective` (null: nothing found), `bound`, `proven`, `cpu_seconds` of the file's first problem."""
    parser = argparse.ArgumentParser(prog="python -m bench.gap.peer", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seconds", type=float, required=True)
    wanted = parser.parse_args()
    print(json.dumps(with_highs(read_problems(wanted.file)[0], seconds=wanted.seconds)))


def with_highs(problem: Problem, *, seconds: float) -> dict[str, object]:
    """What HiGHS finds and proves, stopped by its own callbacks once it has had its CPU seconds."""
    begun = process_time()
    highs = _model(problem)

    def stop(event: Any) -> None:
        if process_time() - begun > seconds:
            event.interrupt()

    highs.cbMipInterrupt += stop
    highs.cbSimplexInterrupt += stop
    highs.run()
    found = highs.getInfo()
    objective = round(found.objective_function_value) if found.primal_solution_status == 2 else None
    bound = ceil(found.mip_dual_bound - _ROUNDING) if abs(found.mip_dual_bound) < _NO_SOLUTION else 0
    return {
        "objective": objective,
        "bound": bound,
        "proven": objective == bound,
        "cpu_seconds": round(process_time() - begun, 3),
    }


def _model(problem: Problem) -> Any:
    import highspy

    build: Callable[[], Any] = highspy.Highs  # the class itself carries no types
    highs = build()
    highs.setOptionValue("output_flag", False)
    agents, jobs = range(problem.agents), range(problem.jobs)
    column = [[highs.addBinary(obj=problem.costs[agent][job]).index for job in jobs] for agent in agents]
    for job in jobs:
        highs.addRow(1, 1, problem.agents, [column[agent][job] for agent in agents], [1] * problem.agents)
    for agent in agents:
        highs.addRow(-highspy.kHighsInf, problem.capacities[agent], problem.jobs, column[agent],
                     list(problem.resources[agent]))  # fmt: skip
    return highs


if __name__ == "__main__":
    main()

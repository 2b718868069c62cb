"""`python -m bench.gap FILE... --seconds 20 --sense min|max [--json]`: objective, bound and proof of each problem."""

import argparse
import json
import sys
from pathlib import Path

from bench.gap.reading import Unreadable, read_problems
from bench.gap.solving import Outcome, solve_problem


def main() -> int:
    """0 when every file could be read, else 2 with a sentence on the error output."""
    parser = argparse.ArgumentParser(prog="python -m bench.gap", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--seconds", type=float, default=20.0, help="CPU seconds for each problem")
    parser.add_argument("--sense", choices=("min", "max"), default="min")
    parser.add_argument("--json", action="store_true", help="one object a line")
    wanted = parser.parse_args()
    code = 0
    for path in wanted.files:
        try:
            problems = read_problems(path)
        except Unreadable as fault:
            print(f"{path}: {fault}. Expected: m n, m x n costs, m x n resources, m capacities.", file=sys.stderr)
            code = 2
            continue
        for index, problem in enumerate(problems, start=1):
            outcome = solve_problem(problem, sense=wanted.sense, seconds=wanted.seconds)
            print(as_json(path, index, outcome) if wanted.json else as_text(path, index, outcome), flush=True)
    return code


def as_json(path: Path, index: int, outcome: Outcome) -> str:
    """One line; objective and bound are null where there is none."""
    return json.dumps(
        {
            "instance": str(path),
            "index": index,
            "objective": outcome.objective,
            "bound": outcome.bound,
            "proven": outcome.proven,
            "infeasible": outcome.proven and outcome.objective is None,
            "cpu_seconds": round(outcome.cpu_seconds, 3),
        }
    )


def as_text(path: Path, index: int, outcome: Outcome) -> str:
    """The same for a reader."""
    place = f"{path} {index}: "
    if outcome.objective is None:
        what = "infeasible (proven)" if outcome.proven else f"nothing found, bound {outcome.bound}"
    else:
        what = f"objective {outcome.objective}, bound {outcome.bound}, {'proven' if outcome.proven else 'not proven'}"
    return f"{place}{what}, {outcome.cpu_seconds:.2f} CPU-s"


if __name__ == "__main__":
    sys.exit(main())

"""Drawn problems of the known types C and D (Chu and Beasley 1997) and E (Laguna et al. 1995, used by Yagiura)."""

from math import log
from random import Random
from typing import Literal

from bench.gap.reading import Problem, Rows

Kind = Literal["C", "D", "E"]


def drawn_problem(kind: Kind, *, agents: int, jobs: int, seed: int) -> Problem:
    """Capacities are 0.8 of an agent's share of all resources; D and E make cheap jobs large.

    C: resources U[5, 25], costs U[10, 50]. D: resources U[1, 100], costs 111 - resource + U[-10, 10].
    E: resources 1 - 10 ln U(0, 1], costs 1000 / resource - 10 U[0, 1]. Minimised.
    """
    random = Random(seed)
    cells = [[_cell(kind, random) for _ in range(jobs)] for _ in range(agents)]
    resources: Rows = tuple(tuple(resource for _, resource in row) for row in cells)
    return Problem(
        costs=tuple(tuple(cost for cost, _ in row) for row in cells),
        resources=resources,
        capacities=tuple(sum(row) * 8 // (10 * agents) for row in resources),
    )


def _cell(kind: Kind, random: Random) -> tuple[int, int]:
    match kind:
        case "C":
            return random.randint(10, 50), random.randint(5, 25)
        case "D":
            resource = random.randint(1, 100)
            return 111 - resource + random.randint(-10, 10), resource
        case "E":
            resource = round(1 - 10 * log(1 - random.random()))
            return round(1000 / resource - 10 * random.random()), resource


def as_text(problem: Problem) -> str:
    """The problem in OR-Library's format, without a leading count."""
    rows = [(problem.agents, problem.jobs), *problem.costs, *problem.resources, problem.capacities]
    return "\n".join(" ".join(map(str, row)) for row in rows) + "\n"

"""An instance and its plan as text that reads back to the same, so that any past plan can be computed again.

Imports the engine alone: it is loaded anew by every process that computes.
"""

from msgspec import json

from matching.allocation.solver.instance import Instance
from matching.allocation.solver.method import solve
from matching.allocation.solver.plan import Plan


def encoded(value: object) -> str:
    """JSON with its keys in order."""
    return json.encode(value, order="deterministic").decode()


def instance_from(text: str) -> Instance:
    """The instance of a run."""
    return json.decode(text, type=Instance)


def plan_from(text: str) -> Plan:
    """The plan of a run."""
    return json.decode(text, type=Plan)


def solve_text(instance: str) -> str:
    """Solve: text in, text out. Raises what the engine raises."""
    return encoded(solve(instance_from(instance)))

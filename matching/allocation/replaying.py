"""An instance and its plan as text that reads back to the same, so that any past plan can be computed again.

Imports the engine alone: it is loaded anew by every process that computes.
"""

from dataclasses import replace

from msgspec import json

from matching.allocation.aims import Aim
from matching.allocation.solver.instance import Instance
from matching.allocation.solver.method import solve
from matching.allocation.solver.plan import Method, Plan


def unprotected(instance: Instance) -> Instance:
    """The same without protection: what it fills more is the price of protection."""
    return replace(instance, needs=tuple(replace(need, protected=False) for need in instance.needs))


def encoded(value: object) -> str:
    """JSON with its keys in order."""
    return json.encode(value, order="deterministic").decode()


def instance_from(text: str) -> Instance:
    """The instance of a run."""
    return json.decode(text, type=Instance)


def plan_from(text: str) -> Plan:
    """The plan of a run."""
    return json.decode(text, type=Plan)


def solve_text(instance: str, aim: str = Aim.BEST, *, bare: bool = False) -> str:
    """Solve: text in, text out; `bare`: without protection. Raises what the engine raises."""
    asked = instance_from(instance)
    method = Method.STABLE if aim == Aim.STABLE else None
    return encoded(solve(unprotected(asked) if bare else asked, method=method))

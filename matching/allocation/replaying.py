"""An instance and its plan as text that reads back to the same, so that any past plan can be computed again.

Imports the engine alone: it is loaded anew by every process that computes.
"""

from dataclasses import replace

from msgspec import json

from matching.allocation.aims import Aim, Near
from matching.allocation.solver.instance import Instance
from matching.allocation.solver.method import solve
from matching.allocation.solver.plan import Method, Plan
from matching.allocation.solver.rematch import rematch


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


def solve_text(instance: str, aim: str = Aim.BEST, *, near: Near | None = None, bare: bool = False) -> str:
    """Solve: text in, text out. Raises what the engine raises.

    `bare`: without what limits the plan, which is protection, or with `near` how many pairs may be given up.
    """
    asked = instance_from(instance)
    if near is not None:
        return encoded(rematch(asked, near.before, changed=near.changed, moves=None if bare else near.moves))
    method = Method.STABLE if aim == Aim.STABLE else None
    return encoded(solve(unprotected(asked) if bare else asked, method=method))

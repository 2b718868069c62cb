"""The tests' independent verifier on plans of any size: asked person by person, and needs with two people."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from matching.allocation.solver.instance import Instance, Key
from tests.matching.allocation.independent_verifier import faults, vector


class BrokenPlan(RuntimeError):
    """A measured plan breaks a rule: no figure of it may be printed."""


def checked(instance: Instance, assignments: Sequence[Key]) -> tuple[int, int, int]:
    """Protected towns with a seat, protected needs, priority. Raises BrokenPlan.

    For drawn instances: nothing in them is kept, forbidden or must be filled.
    """
    broken = [
        f"{need} has {people} people" for need, people in Counter(n for _, n in assignments).items() if people > 1
    ]
    by_person: dict[str, list[Key]] = defaultdict(list)
    for key in assignments:
        by_person[key[0]].append(key)
    protected = priority = 0
    for person, keys in by_person.items():
        alone = replace(
            instance,
            people=(instance.person[person],),
            needs=tuple(instance.need[need] for _, need in keys),
            pairs=tuple(instance.pair[key] for key in keys),
            incumbents=frozenset(),
        )
        broken += faults(alone, keys)
        values = vector(alone, keys)
        protected, priority = protected + values[1], priority + values[2]
    if broken:
        raise BrokenPlan("; ".join(broken[:3]))
    served = {instance.need[need].municipality for _, need in assignments}
    return len(served & set(instance.protected_municipalities)), protected, priority

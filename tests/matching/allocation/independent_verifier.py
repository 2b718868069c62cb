"""Checks a plan from the definitions alone: shares no code with the solver and trusts none of its numbers."""

from collections.abc import Iterable
from itertools import product

from matching.allocation.solver.instance import Instance

Assignments = Iterable[tuple[str, str]]


def faults(instance: Instance, assignments: Assignments) -> list[str]:
    """Every broken rule, empty for a valid plan."""
    chosen = sorted(assignments)
    found = [f"{key} twice" for key in set(chosen) if chosen.count(key) > 1]
    pairs = {(pair.person, pair.need): pair for pair in instance.pairs}
    needs = {need.id: need for need in instance.needs}
    found += [f"{key} is not a feasible pair" for key in chosen if key not in pairs]
    if found:
        return found
    filled = [need for _, need in chosen]
    found += [f"{need} has two people" for need in set(filled) if filled.count(need) > 1]
    found += [f"{key} is kept but missing" for key in instance.locked | instance.pinned if key not in chosen]
    found += [f"{key} is forbidden" for key in chosen if key in instance.forbidden]
    found += [f"{need} must be filled" for need in instance.must_fill if need not in filled]
    for person, month in product(instance.people, range(instance.months)):
        now = [needs[n] for p, n in chosen if p == person.id and needs[n].start <= month < needs[n].end]
        days = sum(pairs[person.id, need.id].days for need in now)
        towns = [need.municipality for need in now]
        if days > person.capacity[month]:
            found.append(f"{person.id} works {days} of {person.capacity[month]} in month {month}")
        if len(set(towns)) > person.max_municipalities:
            found.append(f"{person.id} serves {len(set(towns))} towns in month {month}")
        if len(set(towns)) < len(towns) and not instance.overlap_allowed:
            found.append(f"{person.id} overlaps in one town in month {month}")
    return found


def vector(instance: Instance, assignments: Assignments) -> tuple[int, ...]:
    """Protected towns with a seat, protected needs, priority, incumbents kept, fit, minus travel minutes."""
    chosen = set(assignments)
    needs = [need for need in instance.needs if any(need.id == filled for _, filled in chosen)]
    pairs = [pair for pair in instance.pairs if (pair.person, pair.need) in chosen]
    protected = {need.municipality for need in instance.needs if need.protected}
    return (
        len({need.municipality for need in needs} & protected),
        len([need for need in needs if need.protected]),
        sum(need.priority for need in needs),
        len(chosen & instance.incumbents),
        sum(pair.fit for pair in pairs),
        -sum(pair.travel for pair in pairs),
    )


def best_vector(instance: Instance) -> tuple[int, ...] | None:
    """The lexicographically largest vector of all valid plans, by trying all; None when there is none."""
    found = []

    def extend(chosen: list[tuple[str, str]], rest: list[str]) -> None:
        if not rest:
            if not faults(instance, chosen):
                found.append(vector(instance, chosen))
            return
        extend(chosen, rest[1:])
        for pair in instance.pairs:
            if pair.need == rest[0]:
                extend([*chosen, (pair.person, pair.need)], rest[1:])

    extend([], [need.id for need in instance.needs])
    return max(found, default=None)

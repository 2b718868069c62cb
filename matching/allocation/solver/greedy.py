"""Protected towns first, then need by need: warm start of the exact method, fallback above its size."""

from collections import defaultdict
from collections.abc import Iterator

from matching.allocation.solver.instance import Instance, Key, NoPlan, Pair, check
from matching.allocation.solver.ledger import Ledger, ledger_of_kept
from matching.allocation.solver.plan import Method, Plan, Stage, finished_plan
from matching.allocation.solver.stages import STAGE_NAMES, ceilings, stage_values


def greedy(instance: Instance) -> Plan:
    """A feasible plan without search; each bound is the ceiling of its stage alone, valid but not tight.

    Raises InstanceRefused, and NoPlan when a `must_fill` need finds nobody although it is tried first.
    """
    check(instance)
    assignments = greedy_assignments(instance)
    if instance.must_fill - {need for _, need in assignments}:
        raise NoPlan("必ず人をつける要望に、入れる人がいません。")
    values, bounds = stage_values(instance, assignments), ceilings(instance)
    stages, proven = [], True
    for name in STAGE_NAMES:
        proven = proven and values[name] == bounds[name]
        stages.append(Stage(name, values[name], bounds[name], proven))
    return finished_plan(instance, assignments=assignments, stages=stages, method=Method.GREEDY, solver="greedy")


def greedy_assignments(instance: Instance) -> tuple[Key, ...]:
    """Kept pairs, needs that must be filled, a seat for each protected town, their needs, then by priority."""
    ledger = ledger_of_kept(instance)
    candidates: dict[str, list[Pair]] = defaultdict(list)
    for pair in sorted(instance.pairs, key=lambda pair: _preference(instance, pair)):
        if pair.key not in instance.forbidden:
            candidates[pair.need].append(pair)
    for need in _order(instance, ledger, candidates):
        if need not in ledger.holder:
            _fill(ledger, candidates[need])
    return tuple(sorted((person, need) for need, person in ledger.holder.items()))


def _preference(instance: Instance, pair: Pair) -> tuple[bool, int, int, int, Key]:
    return pair.key not in instance.incumbents, -pair.fit, pair.travel, pair.days, pair.key


def _fill(ledger: Ledger, candidates: list[Pair]) -> None:
    for pair in candidates:
        if not ledger.clashes(pair.key):
            ledger.place(pair.key)
            return


def _order(instance: Instance, ledger: Ledger, candidates: dict[str, list[Pair]]) -> Iterator[str]:
    """Needs in the order they are tried; the first round passes over towns that have a seat meanwhile."""
    yield from sorted(instance.must_fill)
    protected = set(instance.protected_municipalities)
    scarce = sorted(instance.needs, key=lambda n: (not n.protected, -n.priority, len(candidates[n.id]), n.id))
    for need in scarce:
        seated = {instance.need[filled].municipality for filled in ledger.holder}
        if need.municipality in protected - seated:
            yield need.id
    yield from (need.id for need in scarce)

"""Protected towns first, then need by need, in several orders: warm start of the exact method, fallback above it."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from matching.allocation.solver.instance import Instance, Key, Need, NoPlan, Pair, check
from matching.allocation.solver.ledger import Ledger, ledger_of_kept
from matching.allocation.solver.plan import BoundKind, Method, Plan, Stage, finished_plan
from matching.allocation.solver.stages import PAIR_STAGES, PairStage, ceilings, stage_values

Candidates = dict[str, list[Pair]]
Order = Callable[[Need, Candidates], tuple[int, ...]]
Preference = Callable[[Instance, Pair], tuple[int, ...]]


def greedy(instance: Instance, *, stages: Sequence[PairStage] = PAIR_STAGES) -> Plan:
    """A feasible plan without search; each bound is the ceiling of its stage alone, valid but not tight.

    Raises InstanceRefused, and NoPlan when a `must_fill` need finds nobody although it is tried first, or more
    incumbents change than may.
    """
    check(instance)
    assignments = greedy_assignments(instance, stages)
    demand_met(instance, assignments)
    return judged_plan(instance, assignments, stages=stages, method=Method.GREEDY)


def greedy_assignments(instance: Instance, stages: Sequence[PairStage] = PAIR_STAGES) -> tuple[Key, ...]:
    """The best of several orders: kept pairs, needs that must be filled, a seat for each protected town, the rest."""
    plans = [
        _in_order(instance, order, preference, ledger_of_kept(instance))
        for order in _ORDERS
        for preference in _PREFERENCES
    ]
    return max(plans, key=lambda plan: tuple(stage_values(instance, plan, stages).values()))


def judged_plan(instance: Instance, assignments: Sequence[Key], *, stages: Sequence[PairStage], method: Method) -> Plan:
    """A plan found without search, beside the ceiling of each stage."""
    values, bounds = stage_values(instance, assignments, stages), ceilings(instance, stages)
    judged: list[Stage] = []
    for name, value in values.items():
        proven = value == bounds[name] and all(stage.proven for stage in judged)
        judged.append(Stage(name, value, bounds[name], proven, BoundKind.CEILING))
    return finished_plan(instance, assignments=assignments, stages=judged, method=method, solver=method)


def demand_met(instance: Instance, assignments: Sequence[Key]) -> None:
    """Raises NoPlan where a need that must be filled is not, or too many incumbents changed."""
    if instance.must_fill - {need for _, need in assignments}:
        raise NoPlan("必ず人をつける要望に、入れる人がいません。")
    changed = len(instance.incumbents.difference(assignments))
    if instance.most_changes is not None and changed > instance.most_changes:
        raise NoPlan(f"担当の替わる人を{instance.most_changes}人までにできません。")


def completed(instance: Instance, ledger: Ledger) -> tuple[Key, ...]:
    """What is placed already, and whatever still goes beside it."""
    return _in_order(instance, _ORDERS[0], _PREFERENCES[0], ledger)


def _in_order(instance: Instance, order: Order, preference: Preference, ledger: Ledger) -> tuple[Key, ...]:
    candidates: Candidates = defaultdict(list)
    for pair in sorted(instance.pairs, key=lambda pair: (*preference(instance, pair), *pair.key)):
        if pair.key not in instance.forbidden:
            candidates[pair.need].append(pair)
    for need in _tried(instance, ledger, lambda need: order(need, candidates)):
        if need not in ledger.holder:
            _fill(ledger, candidates[need])
    return tuple(sorted((person, need) for need, person in ledger.holder.items()))


def _fill(ledger: Ledger, candidates: Sequence[Pair]) -> None:
    for pair in candidates:
        if ledger.fits(pair.key):
            ledger.place(pair.key)
            return


def _tried(instance: Instance, ledger: Ledger, order: Callable[[Need], tuple[int, ...]]) -> Iterator[str]:
    """Needs in the order they are tried; the second round passes over towns that have a seat meanwhile."""
    yield from sorted(instance.must_fill)
    if instance.most_changes is not None:
        yield from sorted(need for _, need in instance.incumbents)
    protected = set(instance.protected_municipalities)
    tried = sorted(instance.needs, key=lambda need: (not need.protected, *order(need), need.id))
    for need in tried:
        if need.municipality in protected and need.municipality not in ledger.seated:
            yield need.id
    yield from (need.id for need in tried)


_ORDERS: tuple[Order, ...] = (
    lambda need, candidates: (-need.priority, len(candidates[need.id])),
    lambda need, candidates: (len(candidates[need.id]), -need.priority),
    lambda need, candidates: (
        # the most priority for a day's work
        -1000 * need.priority // (1 + (need.end - need.start) * min((p.days for p in candidates[need.id]), default=0)),
    ),
)
_PREFERENCES: tuple[Preference, ...] = (
    lambda instance, pair: (pair.key not in instance.incumbents, -pair.fit, pair.travel, pair.days),
    lambda instance, pair: (pair.key not in instance.incumbents, pair.days, -pair.fit, pair.travel),
)

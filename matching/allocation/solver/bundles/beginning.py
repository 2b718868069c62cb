"""Where the large path begins: a plan with everybody who must be served, protected towns and needs exactly if small."""

from collections.abc import Iterable
from dataclasses import replace

from matching.allocation.solver.greedy import greedy_assignments
from matching.allocation.solver.highs import Answer, SolverDoubt
from matching.allocation.solver.instance import Instance, Key, NoPlan
from matching.allocation.solver.ledger import Ledger
from matching.allocation.solver.model import Model
from matching.allocation.solver.search import Search
from matching.allocation.solver.stages import SEATED_TOWNS, PairStage

_PAIRS = 12_000
_NODES = 200


def first_plan(instance: Instance) -> tuple[Key, ...]:
    """Greedy, or where that misses a need that must be filled, such needs exactly and then greedy. Raises NoPlan."""
    assignments = greedy_assignments(instance)
    if instance.must_fill <= {need for _, need in assignments}:
        return assignments
    demanded = _part(instance, instance.must_fill)
    model = Model(demanded)
    search = Search(model, node_limit=None)
    search.settle({})
    return completed(instance, model.chosen(search.current or []))


def protected_exactly(
    instance: Instance, assignments: Iterable[Key], stage: PairStage
) -> tuple[tuple[Key, ...], Answer, Answer] | None:
    """Seats of protected towns, then `stage`, over the protected towns' needs alone: plan, seats and needs.

    The answers' bounds hold for the whole instance, for other needs count in neither stage. None above a size that
    is quickly solved.
    """
    towns = set(instance.protected_municipalities)
    counted = {need.id for need in instance.needs if need.municipality in towns} | instance.must_fill
    part = _part(instance, counted)
    if len(part.pairs) > _PAIRS:
        return None
    before = list(assignments)
    model = Model(part)
    search = Search(model, node_limit=_NODES)
    search.current = model.values(key for key in before if key[1] in part.need)
    try:
        seats, needs = search.settle(model.of_whole(SEATED_TOWNS)), search.settle(model.of_pairs(stage))
    except SolverDoubt:
        return None
    return completed(instance, model.chosen(search.current), wished=before), seats, needs


def completed(instance: Instance, assignments: Iterable[Key], *, wished: Iterable[Key] = ()) -> tuple[Key, ...]:
    """The assignments with whatever else still fits: the wished pairs first, then by priority and fit."""
    ledger = Ledger(instance, assignments)

    def order(key: Key) -> tuple[int, int, int, Key]:
        pair = instance.pair[key]
        return -instance.need[key[1]].priority, pair.days, -pair.fit, key

    rest = sorted((pair.key for pair in instance.pairs if pair.key not in instance.forbidden), key=order)
    for key in (*sorted(wished), *rest):
        if ledger.fits(key):
            ledger.place(key)
    return tuple(sorted((person, need) for need, person in ledger.holder.items()))


def _part(instance: Instance, needs: Iterable[str]) -> Instance:
    """The instance with some needs only, and those of kept pairs."""
    some = {*needs, *(need for _, need in instance.kept)}
    if missing := instance.must_fill - {pair.need for pair in instance.pairs if pair.key not in instance.forbidden}:
        raise NoPlan(f"必ず人をつける要望（{'・'.join(sorted(missing))}）に、入れる人がいません。")
    return replace(
        instance,
        needs=tuple(need for need in instance.needs if need.id in some),
        pairs=tuple(pair for pair in instance.pairs if pair.need in some),
        forbidden=frozenset(key for key in instance.forbidden if key[1] in some),
        incumbents=frozenset(key for key in instance.incumbents if key[1] in some),
    )

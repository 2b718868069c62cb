"""Solving once more with one more demand, beside a proven plan: only as far as the answer needs.

A demand can only cost: as long as the stages before are equal, no stage passes the plan's own value. The answer is a
plan that keeps the demand and moves little; at its first stage that falls short the loss is at most what is said, and
exactly that where the relaxation's bound proves it. Proving more would take as long as the whole plan did.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from matching.allocation.solver.greedy import completed
from matching.allocation.solver.instance import Instance, Key, NoPlan, Pair, check
from matching.allocation.solver.ledger import Ledger, ledger_of_kept
from matching.allocation.solver.model import Model, Row
from matching.allocation.solver.plan import Plan, Stage
from matching.allocation.solver.search import Search
from matching.allocation.solver.stages import FIT, TIE_BREAK, TRAVEL, PairStage, stage_values

MOST_MOVES = 8
"""Moves within which a near plan is looked for first."""
NODES = 1
"""Nodes a search of the near plan, so that a page never waits for a proof."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A stage whose value a demand moves; not `exact`: the loss is at most this."""

    stage: str
    before: int
    after: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Again:
    """A plan with the demand, near to the former one, and what decides; no difference: equally good."""

    assignments: tuple[Key, ...]
    decided: Difference | None


def solve_again(demanded: Instance, plan: Plan) -> Again:
    """What the demand costs a proven plan of the same instance without it.

    Raises InstanceRefused and NoPlan where the demand cannot be met.
    """
    assert plan.proven, "only a proven plan bounds what a demand can reach"
    check(demanded)
    model = Model(demanded)
    search = Search(model, node_limit=None)
    search.current = _near(model, plan)
    if search.current is None:
        search.settle({})
    decided = _deciding(model, search, plan)
    return Again(tuple(sorted(model.chosen(search.current or []))), decided)


def _near(model: Model, plan: Plan) -> list[int] | None:
    """The best of the plans that move little."""
    start = model.values(completed(model.instance, _kept_of(model.instance, plan.assignments)))
    unmoved = model.of_pairs(_unmoved(plan.assignments))
    near = Row(unmoved, lower=len(plan.assignments) - MOST_MOVES)
    search = Search(model, node_limit=NODES)
    search.keep(near)
    search.current = start if model.holds(start) and near.holds(start) else None
    try:
        for stage in _first(plan):
            search.settle(model.of_stage(stage.name))
        search.settle(unmoved)
    except NoPlan:
        return start if model.holds(start) else None
    return search.current


def _deciding(model: Model, search: Search, plan: Plan) -> Difference | None:
    """The first stage the near plan loses at; exact where the relaxation's bound says that nothing keeps more."""
    values = stage_values(model.instance, model.chosen(search.current or []))
    for stage in plan.stages:
        if stage.name == TIE_BREAK:
            return None
        terms, value = model.of_stage(stage.name), values[stage.name]
        if value != stage.value:
            return Difference(stage.name, stage.value, value, search.limit(terms).value == value)
        search.keep(Row(terms, lower=value))
    return None


def _first(plan: Plan) -> list[Stage]:
    """The stages worth a search; fit and travel are those of the plan that moves least."""
    return [stage for stage in plan.stages if stage.name not in (FIT, TRAVEL, TIE_BREAK)]


def _kept_of(demanded: Instance, assignments: Iterable[Key]) -> Ledger:
    """The former plan's pairs that go together with the demand, those of dear needs first."""
    ledger = ledger_of_kept(demanded)

    def dear(key: Key) -> tuple[bool, int, int, Key]:
        need = demanded.need[key[1]]
        return not need.protected, -need.priority, -demanded.pair[key].fit, key

    for key in sorted(assignments, key=dear):
        if key not in demanded.forbidden and not ledger.clashes(key):
            ledger.place(key)
    return ledger


def _unmoved(assignments: Iterable[Key]) -> PairStage:
    before = frozenset(assignments)

    def points(_: Instance, pair: Pair) -> int:
        return int(pair.key in before)

    return PairStage("unmoved", points)

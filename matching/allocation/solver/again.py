"""Solving once more with one more demand, beside a plan: only as far as the answer needs.

Beside a proven plan a demand can only cost: as long as the stages before are equal, no stage passes the plan's own
value. The answer is a plan that keeps the demand and moves little; at its first stage that falls short the loss is at
most what is said, and exactly that where the relaxation's bound proves it. Proving more, or solving a large instance
again, would take as long as the whole plan did: a page does not wait for that.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from matching.allocation.solver.block import COARSE, PATIENCE, mended
from matching.allocation.solver.exact import solve_exact
from matching.allocation.solver.highs import Patience
from matching.allocation.solver.instance import Instance, Key, check
from matching.allocation.solver.model import Model, Row
from matching.allocation.solver.plan import Plan
from matching.allocation.solver.search import Search
from matching.allocation.solver.stages import TIE_BREAK, stage_order, stage_values

MOST_ASKS = 40
"""How often all blocks together may ask whether to go on: about half a second where towns are few and needs many."""


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
    """What the demand costs a plan of the same instance without it; exact beside a proven plan alone.

    Raises InstanceRefused and NoPlan where the demand cannot be met.
    """
    check(demanded)
    enough = [plan.stage(name).value for name in stage_order(demanded, COARSE)]
    people = people_concerned(demanded, plan.assignments)
    near = mended(demanded, plan.assignments, around=people, enough=enough, patience=Patience(PATIENCE, left=MOST_ASKS))
    if near is None:
        near = solve_exact(demanded, node_limit=1).assignments
    return Again(near, _deciding(demanded, near, plan) if plan.proven else _first(demanded, near, plan))


def people_concerned(demanded: Instance, before: Iterable[Key]) -> list[str]:
    """Who is asked to take or to give: the pinned, the holders of what is pinned, who could fill what must be."""
    pinned = {need for _, need in demanded.pinned}
    people = {person for person, _ in demanded.pinned} | {person for person, need in before if need in pinned}
    return sorted(people | {pair.person for pair in demanded.pairs if pair.need in demanded.must_fill})


def _first(demanded: Instance, near: tuple[Key, ...], plan: Plan) -> Difference | None:
    """The first stage that differs; nothing bounds it."""
    values = stage_values(demanded, near)
    differing = (stage for stage in plan.stages if stage.name != TIE_BREAK and values[stage.name] != stage.value)
    return next((Difference(each.name, each.value, values[each.name], exact=False) for each in differing), None)


def _deciding(demanded: Instance, near: tuple[Key, ...], plan: Plan) -> Difference | None:
    """The first stage the near plan loses at; exact where the relaxation's bound says that nothing keeps more."""
    values = stage_values(demanded, near)
    model = Model(demanded)
    kept: list[Row] = []
    for stage in plan.stages:
        if stage.name == TIE_BREAK:
            return None
        terms, value = model.of_stage(stage.name), values[stage.name]
        if value != stage.value:
            search = Search(model, node_limit=None)
            for row in kept:
                search.keep(row)
            return Difference(stage.name, stage.value, value, search.limit(terms).value == value)
        kept.append(Row(terms, lower=value))
    return None

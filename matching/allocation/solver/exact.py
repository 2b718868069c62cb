"""The exact method: the stages one after the other, each proven and fixed before the next."""

from collections.abc import Sequence
from contextlib import suppress
from itertools import count

from matching.allocation.solver.greedy import greedy_assignments
from matching.allocation.solver.highs import Stopped
from matching.allocation.solver.instance import Instance, check
from matching.allocation.solver.ledger import ledger_of_kept
from matching.allocation.solver.model import Model
from matching.allocation.solver.plan import BoundKind, Method, Plan, Stage, finished_plan
from matching.allocation.solver.search import Search
from matching.allocation.solver.stages import FIT, PAIR_STAGES, TRAVEL, PairStage, stage_order, tie_breaker


def solve_exact(
    instance: Instance, *, stages: Sequence[PairStage] = PAIR_STAGES, node_limit: int | None = None
) -> Plan:
    """The lexicographic optimum of all stages, made unique by S7.

    Without `node_limit` (nodes a search) every stage ends proven, and that no other plan is as good in all of them is
    proven too; with it, an unproven stage says so and keeps its bound, those after it are searched little, and of
    plans equal in all stages one may be taken without that proof. Meant for up to about 2,000 pairs.
    Raises InstanceRefused on a contradictory instance and NoPlan when not all that is demanded can be met.
    """
    check(instance)
    ledger_of_kept(instance)
    model = Model(instance)
    search = Search(model, node_limit=node_limit)
    start = model.values(greedy_assignments(instance, stages))
    if model.holds(start):
        search.current = start
    found = _settled(model, search, stages)
    if all(stage.proven for stage in found):
        with suppress(Stopped):
            _break_ties(model, search)
    return finished_plan(
        instance,
        assignments=model.chosen(search.current or []),
        stages=found,
        method=Method.EXACT,
        solver=search.version,
    )


def _settled(model: Model, search: Search, stages: Sequence[PairStage]) -> list[Stage]:
    """Stage by stage; as soon as one plan is left, the others' values are that plan's."""
    points = {stage.name: stage for stage in stages}
    found: list[Stage] = []
    for name in stage_order(model.instance, stages):
        terms = model.of_pairs(points[name]) if name in points else model.of_whole(name)
        answer = search.settle(terms)
        proven = answer.value == answer.bound and all(stage.proven for stage in found)
        found.append(Stage(name, answer.value, answer.bound, proven, BoundKind.SEARCH))
        if not proven:
            search.hurry()
        if proven and name in _SELECTIVE:
            with suppress(Stopped):
                search.look_for_another(len(model.pairs), guide=terms)
    return found


def _break_ties(model: Model, search: Search) -> None:
    """Sums of the tie-break may be equal by chance: further rounds until one plan is left.

    Raises Stopped where a limited search cannot say; a round it leaves unproven is the last.
    """
    for round_ in count(1):
        search.look_for_another(len(model.pairs), guide=model.of_pairs(tie_breaker(round_ - 1)))
        if search.alone:
            return
        answer = search.settle(model.of_pairs(tie_breaker(round_)))
        if answer.value != answer.bound:
            return


_SELECTIVE = (FIT, TRAVEL)
"""Stages after which often one plan is left: proving that is quicker than the stages that would follow."""

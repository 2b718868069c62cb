"""The exact method: the stages one after the other, each proven and fixed before the next."""

from matching.allocation.solver.greedy import greedy_assignments
from matching.allocation.solver.instance import Instance, check
from matching.allocation.solver.ledger import ledger_of_kept
from matching.allocation.solver.model import Model, Terms
from matching.allocation.solver.plan import Method, Plan, Stage, finished_plan
from matching.allocation.solver.search import Search
from matching.allocation.solver.stages import PAIR_STAGES, SEATED_TOWNS


def solve_exact(instance: Instance, *, node_limit: int | None = None) -> Plan:
    """The lexicographic optimum of S0, S1, S2, S4, S5, S6, made unique by S7.

    S3 (max-min coverage) is not a stage yet: see `stages`. Without `node_limit` (nodes a search) every
    stage ends proven; with it, an unproven stage says so and keeps its bound. Meant for up to about 2,000
    pairs. Raises InstanceRefused on a contradictory instance and NoPlan when `must_fill` cannot be met.
    """
    check(instance)
    ledger_of_kept(instance)
    model = Model(instance)
    search = Search(model, node_limit=node_limit)
    if not instance.must_fill:
        search.current = model.values(greedy_assignments(instance))
    stages: list[Stage] = []
    for name, terms in _objectives(model):
        answer = search.settle(terms)
        proven = answer.value == answer.bound and all(stage.proven for stage in stages)
        stages.append(Stage(name, answer.value, answer.bound, proven))
    return finished_plan(
        instance,
        assignments=model.chosen(search.current or []),
        stages=stages,
        method=Method.EXACT,
        solver=search.version,
    )


def _objectives(model: Model) -> list[tuple[str, Terms]]:
    return [(SEATED_TOWNS, model.of_towns()), *((stage.name, model.of_pairs(stage)) for stage in PAIR_STAGES)]

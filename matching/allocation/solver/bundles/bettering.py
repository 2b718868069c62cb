"""A plan the exact method had to leave unproven, bettered by small exchanges."""

from collections.abc import Iterator, Sequence

from matching.allocation.solver.bundles.blocks import Blocks
from matching.allocation.solver.bundles.exchanges import Exchanges
from matching.allocation.solver.instance import Instance, Key
from matching.allocation.solver.plan import BoundKind, Plan, Stage, finished_plan
from matching.allocation.solver.stages import PairStage, ceilings, stage_values


def bettered(instance: Instance, plan: Plan, *, stages: Sequence[PairStage]) -> Plan:
    """The plan after the exchanges, never worse in stage order, each stage with a bound that still is valid.

    Only for instances without limits across people, which exchanges do not know.
    """
    blocks = Blocks(instance, plan.assignments, stages=stages)
    Exchanges(instance, blocks, stages=stages).run()
    found = tuple(_settled(instance, plan, blocks.assignments, stages))
    return finished_plan(
        instance, assignments=blocks.assignments, stages=found, method=plan.method, solver=plan.versions.solver
    )


def _settled(
    instance: Instance, plan: Plan, assignments: tuple[Key, ...], stages: Sequence[PairStage]
) -> Iterator[Stage]:
    """A bound holds for plans that keep the values of the stages before; where one fell, only the ceiling is left."""
    values, highest = stage_values(instance, assignments, stages), ceilings(instance, stages)
    holds = proven = True
    for stage in plan.stages:
        value = values[stage.name]
        bound, kind = (stage.bound, stage.kind) if holds else (highest[stage.name], BoundKind.CEILING)
        holds, proven = holds and value >= stage.value, proven and value == bound
        yield Stage(stage.name, value, bound, proven, kind)

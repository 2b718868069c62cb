"""What betters a dive's plan afterwards: protected needs given back, small exchanges."""

from hypothesis import given, settings

from bench.instances import country
from matching.allocation.solver.bundles.blocks import Blocks
from matching.allocation.solver.bundles.exchanges import Exchanges
from matching.allocation.solver.bundles.protection import Protection
from matching.allocation.solver.exact import solve_exact
from matching.allocation.solver.instance import Instance
from matching.allocation.solver.stages import PAIR_STAGES
from tests.matching.allocation.drawn_instances import instances
from tests.matching.allocation.independent_verifier import faults, vector


def test_lost_protected_needs_come_back_and_the_plan_stays_valid() -> None:
    instance = country(seed=3, people=20, needs=80, candidates=12)
    best = solve_exact(instance)
    guarded = {need.id for need in instance.needs if need.protected}
    blocks = Blocks(instance, [key for key in best.assignments if key[1] not in guarded], stages=PAIR_STAGES)
    Exchanges(instance, blocks, stages=PAIR_STAGES[1:]).run()
    protection, lost = Protection(instance, best.assignments), guarded - blocks.holder.keys()
    assert lost & best.holder.keys()
    for need in sorted(lost):
        protection.give_back(blocks, need)
    assert faults(instance, blocks.assignments) == []
    assert vector(instance, blocks.assignments)[1] == best.stage("protected_needs").value


@settings(max_examples=40)
@given(instances())
def test_exchanges_only_better_a_plan(instance: Instance) -> None:
    blocks = Blocks(instance, (), stages=PAIR_STAGES)
    Exchanges(instance, blocks, stages=PAIR_STAGES).run()
    first = vector(instance, blocks.assignments)
    assert faults(instance, blocks.assignments) == []
    free = [pair for pair in instance.pairs if pair.key not in instance.forbidden]
    assert bool(blocks.assignments) == any(
        not faults(instance, [pair.key]) and any(vector(instance, [pair.key])) for pair in free
    )
    Exchanges(instance, blocks, stages=PAIR_STAGES).run()
    assert vector(instance, blocks.assignments) >= first

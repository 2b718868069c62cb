"""The large path against the exact one: valid plans, valid bounds, stages in their order, one answer."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.instances import country, prefecture
from matching.allocation.solver.bundles import solve_bundles
from matching.allocation.solver.bundles.certificate import certified_bound
from matching.allocation.solver.bundles.pricing import no_rates
from matching.allocation.solver.bundles.relaxation import SCALE, Held, Prices
from matching.allocation.solver.bundles.table import table_of
from matching.allocation.solver.exact import solve_exact
from matching.allocation.solver.greedy import greedy
from matching.allocation.solver.instance import Instance, InstanceRefused, NoPlan
from matching.allocation.solver.plan import Method, Plan
from matching.allocation.solver.stages import PAIR_STAGES
from tests.matching.allocation.drawn_instances import instances
from tests.matching.allocation.independent_verifier import faults, vector


def values(plan: Plan) -> tuple[int, ...]:
    return tuple(stage.value for stage in plan.stages[:-1])


@settings(max_examples=25)
@given(instances())
def test_plans_are_valid_never_above_the_optimum_and_bounds_never_below(instance: Instance) -> None:
    plan, best = solve_bundles(instance), solve_exact(instance)
    assert plan.method is Method.BUNDLE
    assert faults(instance, plan.assignments) == []
    assert values(plan) == vector(instance, plan.assignments) <= values(best)
    for mine, optimum in zip(plan.stages, best.stages, strict=True):
        if mine.proven:
            assert mine.value == mine.bound == optimum.value
        if values(plan)[: plan.stages.index(mine)] == values(best)[: plan.stages.index(mine)]:
            assert mine.bound >= optimum.value


@settings(max_examples=40)
@given(instances(), st.data())
def test_any_prices_certify(instance: Instance, data: st.DataObject) -> None:
    table, best = table_of(instance), solve_exact(instance)
    points, protected = table.points(PAIR_STAGES[1]), table.points(PAIR_STAGES[0])
    needs = [data.draw(st.integers(0, 4 * SCALE)) for _ in table.needs]
    prices = Prices(np.array(needs, dtype=np.int64), no_rates(table), (data.draw(st.integers(0, 4 * SCALE)),))
    held = (Held(protected, best.stage("protected_needs").value),)
    loose = certified_bound(table, points, held, prices)
    tight = certified_bound(table, points, held, prices, widths=(1, 64))
    assert loose >= tight >= best.stage("priority").value
    with pytest.raises(ValueError, match="negative"):
        certified_bound(table, points, held, replace(prices, held=(-1,)))


def test_a_country_is_near_its_bound_far_above_greedy_and_protects_as_much_as_can_be() -> None:
    instance = country(seed=5, people=30, needs=110)
    plan, quick = solve_bundles(instance), greedy(instance)
    assert faults(instance, plan.assignments) == []
    seats, protected, volume = plan.stages[:3]
    assert seats.proven and protected.proven
    assert volume.value >= 0.98 * volume.bound
    assert len(plan.assignments) > 1.05 * len(quick.assignments)


def test_row_order_does_not_matter() -> None:
    instance, random = prefecture(seed=2, people=30, needs=90, pairs=700), Random(7)
    shuffled = replace(
        instance,
        people=tuple(random.sample(instance.people, len(instance.people))),
        needs=tuple(random.sample(instance.needs, len(instance.needs))),
        pairs=tuple(random.sample(instance.pairs, len(instance.pairs))),
    )
    one, other = solve_bundles(instance), solve_bundles(shuffled)
    assert (one.plan_hash, one.stages) == (other.plan_hash, other.stages)


def test_locked_pairs_stay_and_needs_that_must_be_filled_are() -> None:
    instance = prefecture(seed=3, people=15, needs=90, pairs=450)
    plan = solve_bundles(instance)
    worst = min(instance.pairs, key=lambda pair: (pair.fit, pair.key))
    empty = next(each.need for each in plan.unfilled if each.candidates > 1)
    demanded = replace(instance, locked=frozenset({worst.key}), must_fill=frozenset({empty}))
    held = solve_bundles(demanded)
    assert faults(demanded, held.assignments) == []
    with pytest.raises(NoPlan):
        nobody = frozenset(pair.key for pair in instance.pairs if pair.need == empty)
        solve_bundles(replace(instance, must_fill=frozenset({empty}), forbidden=nobody))
    with pytest.raises(InstanceRefused):
        solve_bundles(replace(instance, people=instance.people[:1]))


def test_an_instance_without_pairs_has_an_empty_plan() -> None:
    plan = solve_bundles(replace(prefecture(seed=3, people=3, needs=4, pairs=5), pairs=(), incumbents=frozenset()))
    assert plan.assignments == ()
    assert all(stage.proven for stage in plan.stages)

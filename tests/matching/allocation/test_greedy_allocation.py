"""The greedy plan is valid, honest about its distance, and chosen for large instances with limits across people."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from bench.instances import prefecture
from matching.allocation.solver.exact import solve_exact
from matching.allocation.solver.greedy import greedy
from matching.allocation.solver.instance import Instance, NoPlan
from matching.allocation.solver.method import PAIR_LIMIT, solve
from matching.allocation.solver.plan import Method, UnfilledKind
from tests.matching.allocation.drawn_instances import instances
from tests.matching.allocation.independent_verifier import faults, vector


@settings(max_examples=25)
@given(instances())
def test_greedy_is_valid_and_its_bounds_hold_for_the_optimum(instance: Instance) -> None:
    plan, best = greedy(instance), solve_exact(instance)
    assert faults(instance, plan.assignments) == []
    assert tuple(stage.value for stage in plan.stages[:-1]) == vector(instance, plan.assignments)
    assert vector(instance, plan.assignments) <= vector(instance, best.assignments)
    for mine, optimum in zip(plan.stages, best.stages, strict=True):
        assert mine.bound >= optimum.value
    if plan.proven:
        assert vector(instance, plan.assignments) == vector(instance, best.assignments)


def test_the_size_decides_the_method() -> None:
    large = prefecture(seed=3, people=80, needs=200, pairs=PAIR_LIMIT + 1)
    plan = solve(large)
    assert plan.method is Method.BUNDLE
    assert faults(large, plan.assignments) == []
    assert solve(replace(large, most_changes=len(large.incumbents))).method is Method.GREEDY
    small = prefecture(seed=3, people=8, needs=12, pairs=40)
    assert solve(small).method is Method.EXACT
    assert solve(small, method=Method.GREEDY).method is Method.GREEDY


def test_greedy_keeps_what_is_locked() -> None:
    instance = prefecture(seed=4, people=8, needs=12, pairs=40)
    worst = min(instance.pairs, key=lambda pair: pair.fit)
    locked = replace(instance, locked=frozenset({worst.key}))
    assert worst.key in greedy(locked).assignments


def test_greedy_fills_first_what_must_be_filled() -> None:
    instance = prefecture(seed=4, people=3, needs=30, pairs=60)
    lost = next(each.need for each in greedy(instance).unfilled if each.kind is UnfilledKind.LOST)
    demanded = replace(instance, must_fill=frozenset({lost}))
    assert lost in greedy(demanded).holder
    candidates = frozenset(pair.key for pair in instance.pairs if pair.need == lost)
    with pytest.raises(NoPlan):
        greedy(replace(demanded, forbidden=candidates))

"""Quotas, budget, the least covered group and the limit on changed incumbents, against all plans of small instances."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.instances import prefecture
from matching.allocation.solver.exact import solve_exact
from matching.allocation.solver.greedy import greedy
from matching.allocation.solver.instance import Instance, InstanceRefused, Key, NoPlan, Quota
from matching.allocation.solver.stages import COVERAGE, QUOTAS, stage_values
from tests.matching.allocation.drawn_instances import instances
from tests.matching.allocation.independent_verifier import faults


@st.composite
def limited(draw: st.DrawFn) -> Instance:
    """Up to 3 people and 5 needs with every limit."""
    instance = draw(instances(people=3, needs=5))
    ids = [need.id for need in instance.needs]
    quotas = tuple(
        Quota(name=f"q{n}", needs=tuple(sorted(draw(st.sets(st.sampled_from(ids), min_size=1)))),
              least=draw(st.integers(0, 3)), most=draw(st.sampled_from((None, 1, 2))))
        for n in range(2)
    )  # fmt: skip
    return replace(
        instance,
        needs=tuple(replace(need, group=draw(st.sampled_from(("", "a", "b")))) for need in instance.needs),
        pairs=tuple(replace(pair, cost=draw(st.sampled_from((0, 30, 50)))) for pair in instance.pairs),
        quotas=quotas,
        budget=draw(st.sampled_from((None, 60, 100))),
        most_changes=draw(st.sampled_from((None, 0, 1, 2))),
    )


def broken(instance: Instance, chosen: Iterable[Key]) -> list[str]:
    """Limits a plan passes, from their definitions."""
    keys = set(chosen)
    filled = {need for _, need in keys}
    found = [q.name for q in instance.quotas if q.most is not None and len(filled & {*q.needs}) > q.most]
    if instance.budget is not None and sum(p.cost for p in instance.pairs if p.key in keys) > instance.budget:
        found.append("budget")
    if instance.most_changes is not None and len(instance.incumbents - keys) > instance.most_changes:
        found.append("changes")
    return found


def all_plans(instance: Instance) -> list[tuple[Key, ...]]:
    keys = [pair.key for pair in instance.pairs]
    sizes = range(len(instance.needs) + 1)
    return [
        plan for size in sizes for plan in combinations(keys, size)
        if len({need for _, need in plan}) == size and not faults(instance, plan) and not broken(instance, plan)
    ]  # fmt: skip


@settings(max_examples=60)
@given(limited())
def test_no_plan_within_the_limits_is_better(instance: Instance) -> None:
    plans = all_plans(instance)
    if not plans:
        with pytest.raises((NoPlan, InstanceRefused)):
            solve_exact(instance)
        return
    plan = solve_exact(instance)
    assert faults(instance, plan.assignments) == [] == broken(instance, plan.assignments)
    best = max(tuple(stage_values(instance, each).values()) for each in plans)
    assert tuple(stage.value for stage in plan.stages) == best
    assert plan.proven


@settings(max_examples=40)
@given(limited())
def test_greedy_keeps_the_limits_or_says_that_it_cannot(instance: Instance) -> None:
    try:
        plan = greedy(instance)
    except (NoPlan, InstanceRefused):
        return
    assert faults(instance, plan.assignments) == [] == broken(instance, plan.assignments)


def test_a_quota_that_cannot_be_met_is_reported_as_short() -> None:
    instance = _drawn_once()
    asked = replace(instance, quotas=(Quota(name="all", needs=tuple(n.id for n in instance.needs), least=99),))
    plan = solve_exact(asked)
    assert plan.stage(QUOTAS).value == len(plan.assignments) - 99


def test_the_least_covered_group_is_raised_before_fit() -> None:
    instance = _drawn_once()
    plan = solve_exact(replace(instance, needs=tuple(replace(n, group=n.municipality) for n in instance.needs)))
    filled = {need for _, need in plan.assignments}
    covered = [
        1000 * sum(need.id in filled for need in group) // len(group)
        for town in {need.municipality for need in instance.needs}
        if (group := [need for need in instance.needs if need.municipality == town])
    ]
    assert plan.stage(COVERAGE).value == min(covered)


def _drawn_once() -> Instance:
    instance = prefecture(seed=5, people=4, needs=10, pairs=40)
    return replace(instance, incumbents=frozenset())

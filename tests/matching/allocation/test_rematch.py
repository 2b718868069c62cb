"""After a change as few people move as can, nobody without need, and no plan is claimed to be better than it is."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.instances import prefecture
from matching.allocation.solver.block import worth
from matching.allocation.solver.exact import solve_exact
from matching.allocation.solver.instance import Instance
from matching.allocation.solver.plan import Plan
from matching.allocation.solver.rematch import provisional, rematch
from tests.matching.allocation.drawn_instances import instances
from tests.matching.allocation.independent_verifier import faults

Change = tuple[Instance, tuple[str, ...]]


def somebody_leaves(instance: Instance, plan: Plan, random: Random) -> Change:
    gone = random.choice(plan.assignments)[0]
    return replace(
        instance,
        people=tuple(person for person in instance.people if person.id != gone),
        pairs=tuple(pair for pair in instance.pairs if pair.person != gone),
        incumbents=frozenset(key for key in instance.incumbents if key[0] != gone),
        forbidden=frozenset(key for key in instance.forbidden if key[0] != gone),
    ), (gone,)


def a_need_arrives(instance: Instance, plan: Plan, random: Random) -> Change:
    like = random.choice(instance.needs)
    new = replace(like, id="new", municipality="新しい町", protected=True)
    offers = tuple(replace(pair, need="new") for pair in instance.pairs if pair.need == like.id)
    return replace(instance, needs=(*instance.needs, new), pairs=instance.pairs + offers), ("new",)


def a_date_moves(instance: Instance, plan: Plan, random: Random) -> Change:
    need = instance.need[random.choice(plan.assignments)[1]]
    step = 1 if need.end < instance.months else -1 if need.start else 0
    moved = replace(need, start=need.start + step, end=need.end + step)
    return replace(instance, needs=tuple(moved if each is need else each for each in instance.needs)), (need.id,)


CHANGES: tuple[Callable[[Instance, Plan, Random], Change], ...] = (somebody_leaves, a_need_arrives, a_date_moves)


@pytest.mark.parametrize("change", CHANGES)
@settings(max_examples=25)
@given(instances(), st.integers(0, 9))
def test_on_small_instances_the_stages_reach_the_full_optimum(
    change: Callable[[Instance, Plan, Random], Change], instance: Instance, seed: int
) -> None:
    plan = solve_exact(instance)
    if not plan.assignments:
        return
    now, changed = change(instance, plan, Random(seed))
    again = rematch(now, plan.assignments, changed=changed)
    assert faults(now, again.assignments) == []
    standing = frozenset(key for key in plan.assignments if key in now.pair)
    judged = replace(now, incumbents=standing)
    assert worth(judged, again.assignments) == worth(judged, solve_exact(judged).assignments)


@settings(max_examples=25)
@given(instances(), st.integers(0, 9))
def test_with_no_moves_allowed_everything_that_still_goes_stays(instance: Instance, seed: int) -> None:
    plan = solve_exact(instance)
    if not plan.assignments:
        return
    now, changed = somebody_leaves(instance, plan, Random(seed))
    again = rematch(now, plan.assignments, changed=changed, moves=0)
    assert faults(now, again.assignments) == []
    assert {key for key in plan.assignments if key in now.pair} <= set(again.assignments)


@settings(max_examples=10)
@given(instances())
def test_without_a_change_nothing_moves(instance: Instance) -> None:
    plan = solve_exact(instance)
    assert rematch(instance, plan.assignments, changed=()).assignments == plan.assignments


@settings(max_examples=40)
@given(instances(), st.integers(0, 9))
def test_the_provisional_answer_fits_and_is_worth_what_it_gives_up(instance: Instance, seed: int) -> None:
    plan = solve_exact(instance)
    if not plan.assignments:
        return
    now, (need,) = a_need_arrives(instance, plan, Random(seed))
    answer = provisional(now, plan.assignments, need=need)
    if answer is None:
        return
    kept = [key for key in plan.assignments if key not in answer.given_up]
    found = [*kept, (answer.person, need)]
    assert faults(now, found) == []
    assert worth(now, found) > worth(now, plan.assignments) or not answer.given_up
    assert all(person == answer.person for person, _ in answer.given_up)


@pytest.mark.prove
@pytest.mark.parametrize("change", CHANGES)
def test_a_prefecture_moves_at_most_two_people_without_need(
    change: Callable[[Instance, Plan, Random], Change],
) -> None:
    """Needless: moves beyond the fewest with which the same stages can be reached."""
    for seed in range(3):
        instance = prefecture(seed=seed, people=60, needs=180, pairs=1700)
        plan = solve_exact(instance)
        now, changed = change(instance, plan, Random(seed))
        begun = process_time()
        again = rematch(now, plan.assignments, changed=changed)
        spent = process_time() - begun
        assert faults(now, again.assignments) == []
        judged = replace(now, incumbents=frozenset(key for key in plan.assignments if key in now.pair))
        best = solve_exact(judged)
        mine, whole = worth(judged, again.assignments), worth(judged, best.assignments)
        print(f"{change.__name__}, seed {seed}: {spent:.2f} CPU-s, stages {mine} of {whole}")
        assert mine[:-1] < whole[:-1] or whole[-1] - mine[-1] <= 2


def test_a_need_pinned_to_somebody_else_may_change_hands_although_nobody_is_to_be_moved() -> None:
    instance = prefecture(seed=3, people=6, needs=9, pairs=30)
    plan = solve_exact(instance)
    person, need = plan.assignments[0]
    other = next(pair.person for pair in instance.pairs if pair.need == need and pair.person != person)
    pinned = replace(instance, pinned=frozenset({(other, need)}))
    again = rematch(pinned, plan.assignments, changed=(need,), moves=0)
    assert (other, need) in again.assignments and faults(pinned, again.assignments) == []

"""The exact method against brute force, the independent verifier and what must not change a plan."""

from dataclasses import replace
from random import Random
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.instances import prefecture
from matching.allocation.solver.exact import solve_exact
from matching.allocation.solver.instance import Instance, InstanceRefused, Need, NoPlan, Pair, Person
from matching.allocation.solver.plan import Plan
from matching.allocation.solver.stages import SEATED_TOWNS
from tests.matching.allocation.drawn_instances import instances
from tests.matching.allocation.independent_verifier import best_vector, faults, vector


def values(plan: Plan) -> tuple[int, ...]:
    return tuple(stage.value for stage in plan.stages[:-1])


def shuffled(instance: Instance, seed: int) -> Instance:
    random = Random(seed)
    people, needs, pairs = list(instance.people), list(instance.needs), list(instance.pairs)
    for rows in (people, needs, pairs):
        random.shuffle(rows)
    return replace(instance, people=tuple(people), needs=tuple(needs), pairs=tuple(pairs))


@settings(max_examples=60)
@given(instances(people=5, needs=7))
def test_the_plan_is_valid_and_nothing_is_better(instance: Instance) -> None:
    plan = solve_exact(instance)
    assert faults(instance, plan.assignments) == []
    assert values(plan) == vector(instance, plan.assignments) == best_vector(instance)
    assert plan.proven


@settings(max_examples=40)
@given(instances(people=3, needs=4), st.data())
def test_a_need_that_must_be_filled_is_or_there_is_no_plan(instance: Instance, data: st.DataObject) -> None:
    must = data.draw(st.sampled_from([need.id for need in instance.needs]))
    demanded = replace(instance, must_fill=frozenset({must}))
    best = best_vector(demanded)
    if best is None:
        with pytest.raises(NoPlan):
            solve_exact(demanded)
    else:
        assert values(solve_exact(demanded)) == best


@settings(max_examples=20)
@given(instances(), st.integers(0, 99))
def test_row_order_changes_neither_hash(instance: Instance, seed: int) -> None:
    plan, again = solve_exact(instance), solve_exact(shuffled(instance, seed))
    assert (plan.plan_hash, plan.input_hash, plan.stages) == (again.plan_hash, again.input_hash, again.stages)


@settings(max_examples=15)
@given(instances())
def test_a_locked_optimum_stays(instance: Instance) -> None:
    plan = solve_exact(instance)
    locked = solve_exact(replace(instance, locked=frozenset(plan.assignments)))
    assert locked.assignments == plan.assignments


@settings(max_examples=15)
@given(instances())
def test_unused_people_can_leave_and_new_ones_never_cost_a_protected_town(instance: Instance) -> None:
    plan = solve_exact(instance)
    used = {person for person, _ in plan.assignments}
    smaller = replace(
        instance,
        people=tuple(person for person in instance.people if person.id in used),
        pairs=tuple(pair for pair in instance.pairs if pair.person in used),
        incumbents=frozenset(key for key in instance.incumbents if key[0] in used),
        forbidden=frozenset(key for key in instance.forbidden if key[0] in used),
    )
    assert solve_exact(smaller).assignments == plan.assignments
    newcomer = Person(id="z", capacity=(40,) * instance.months, max_municipalities=2)
    offers = tuple(Pair(person="z", need=need.id, days=20, fit=1) for need in instance.needs)
    larger = replace(instance, people=(*instance.people, newcomer), pairs=instance.pairs + offers)
    assert solve_exact(larger).stage(SEATED_TOWNS).value >= plan.stage(SEATED_TOWNS).value


@pytest.mark.parametrize("people", [(), (Person(id="p", capacity=(20,), max_municipalities=1),)])
def test_a_demanded_need_without_any_pair_has_no_plan(people: tuple[Person, ...]) -> None:
    """No pair and no protected town: a model without columns, whose rows the solver does not look at."""
    need = Need(id="n", municipality="A町", protected=False, priority=1, start=0, end=1)
    instance = Instance(months=1, people=people, needs=(need,), pairs=(), must_fill=frozenset({"n"}))
    with pytest.raises(NoPlan):
        solve_exact(instance)
    assert solve_exact(replace(instance, must_fill=frozenset())).assignments == ()


def one_person(*, capacity: int, towns: tuple[str, ...], most: int, overlap_allowed: bool = False) -> Instance:
    needs = tuple(
        Need(id=f"n{index}", municipality=town, protected=False, priority=1, start=0, end=2)
        for index, town in enumerate(towns)
    )
    return Instance(
        months=2,
        people=(Person(id="p", capacity=(40, capacity), max_municipalities=most),),
        needs=needs,
        pairs=tuple(Pair(person="p", need=need.id, days=12, fit=500) for need in needs),
        overlap_allowed=overlap_allowed,
    )


@pytest.mark.parametrize(
    ("instance", "filled"),
    [
        (one_person(capacity=24, towns=("A町", "B町"), most=2), 2),
        (one_person(capacity=23, towns=("A町", "B町"), most=2), 1),
        (one_person(capacity=24, towns=("A町", "B町"), most=1), 1),
        (one_person(capacity=24, towns=("A町", "A町"), most=1), 1),
        (one_person(capacity=24, towns=("A町", "A町"), most=1, overlap_allowed=True), 2),
        (one_person(capacity=40, towns=("A町", "A町", "B町"), most=1, overlap_allowed=True), 2),
    ],
    ids=[
        "both fit",
        "second month too short",
        "one town at most",
        "one town overlaps",
        "overlap allowed, one town",
        "overlap allowed, another town is one too many",
    ],
)
def test_each_limit_binds_alone(instance: Instance, filled: int) -> None:
    assert len(solve_exact(instance).assignments) == filled


def test_a_protected_town_is_never_sold_for_volume() -> None:
    towns = [("小さな町", True, 1), ("大きな市", False, 9), ("大きな市", False, 9)]
    needs = tuple(
        Need(id=f"n{index}", municipality=town, protected=protected, priority=priority, start=0, end=1)
        for index, (town, protected, priority) in enumerate(towns)
    )
    instance = replace(
        one_person(capacity=20, towns=("A町", "B町"), most=3, overlap_allowed=True),
        needs=needs,
        pairs=tuple(Pair(person="p", need=n.id, days=40 if n.protected else 20, fit=900) for n in needs),
    )
    assert solve_exact(instance).assignments == (("p", "n0"),)


@pytest.mark.parametrize("must_fill", [frozenset(), frozenset({"n0"})])
def test_locked_pairs_that_do_not_fit_together_are_refused(must_fill: frozenset[str]) -> None:
    instance = one_person(capacity=23, towns=("A町", "B町"), most=2)
    both = frozenset(pair.key for pair in instance.pairs)
    with pytest.raises(InstanceRefused, match="月の日数を超える"):
        solve_exact(replace(instance, locked=both, must_fill=must_fill))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"locked": frozenset({("p", "n9")})}, "候補の組にありません"),
        ({"pinned": frozenset({("p", "n0")}), "forbidden": frozenset({("p", "n0")})}, "両方にあります"),
        ({"must_fill": frozenset({"n9"})}, "見つかりません"),
        ({"incumbents": frozenset({("q", "n0")})}, "見つかりません"),
        ({"forbidden": frozenset({("p", "n9")})}, "見つかりません"),
        ({"months": 3}, "3か月分ありません"),
        ({"people": (Person(id="p", capacity=(-1, 0), max_municipalities=1),)}, "負の数"),
        ({"pairs": (Pair(person="q", need="n0", days=1, fit=1),)}, "見つかりません"),
        ({"pairs": (Pair(person="p", need="n0", days=1, fit=1001),)}, "範囲の外"),
        ({"pairs": (Pair(person="p", need="n0", days=1, fit=1),) * 2}, "二重"),
    ],
)
def test_contradictions_are_refused(change: dict[str, Any], message: str) -> None:
    instance = one_person(capacity=24, towns=("A町", "B町"), most=2)
    with pytest.raises(InstanceRefused, match=message):
        solve_exact(replace(instance, **change))


def test_a_stopped_search_says_what_it_did_not_prove() -> None:
    instance = prefecture(seed=1, people=15, needs=45, pairs=200)
    stopped, proven = solve_exact(instance, node_limit=0), solve_exact(instance)
    assert proven.proven
    assert faults(instance, stopped.assignments) == []
    for mine, best in zip(stopped.stages, proven.stages, strict=True):
        assert mine.bound >= mine.value
        if mine.value != best.value:
            assert mine.bound >= best.value
            break


@pytest.mark.prove
def test_a_prefecture_is_solved_with_proof() -> None:
    instance = prefecture(seed=7, people=60, needs=180, pairs=1700)
    began = process_time()
    plan = solve_exact(instance)
    print(f"60 x 180, {len(instance.pairs)} pairs: proven={plan.proven}, {process_time() - began:.1f} CPU-s")
    assert plan.proven
    assert faults(instance, plan.assignments) == []
    assert values(plan) == vector(instance, plan.assignments)
    assert solve_exact(shuffled(instance, 1)).plan_hash == plan.plan_hash

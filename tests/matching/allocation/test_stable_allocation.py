"""Deferred acceptance: Gale and Shapley where everything has size one, a counted number of blocking pairs beyond."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings

from matching.allocation.solver.exact import solve_exact
from matching.allocation.solver.instance import Instance, Need, Pair, Person
from matching.allocation.solver.method import solve
from matching.allocation.solver.plan import Method
from matching.allocation.solver.stable import solve_stable
from matching.allocation.solver.wishes import blocking_pairs
from tests.matching.allocation.drawn_instances import instances
from tests.matching.allocation.independent_verifier import faults, vector


def unit(seed: int, size: int) -> tuple[Instance, dict[str, list[str]], dict[str, list[str]]]:
    """One need a person, one month; strict wishes of both sides that have nothing to do with each other."""
    random = Random(seed)
    people, needs = [f"p{n}" for n in range(size)], [f"n{n}" for n in range(size)]
    of_need = {need: random.sample(people, size) for need in needs}
    of_person = {person: random.sample(needs, size) for person in people}
    pairs = tuple(
        Pair(person=person, need=need, days=10, fit=1000 - of_need[need].index(person),
             components=(0, 0, 200 - of_person[person].index(need), 0, 0))
        for person in people for need in needs
    )  # fmt: skip
    instance = Instance(
        months=1,
        people=tuple(Person(id=person, capacity=(10,), max_municipalities=1) for person in people),
        needs=tuple(Need(id=n, municipality=n, protected=False, priority=1, start=0, end=1) for n in needs),
        pairs=pairs,
    )
    return instance, of_need, of_person


def gale_and_shapley(of_need: dict[str, list[str]], of_person: dict[str, list[str]]) -> dict[str, str]:
    """The textbook's algorithm, needs asking; person by need."""
    held: dict[str, str] = {}
    waiting, asked = list(of_need), dict.fromkeys(of_need, 0)
    while waiting:
        need = waiting.pop()
        person = of_need[need][asked[need]]
        asked[need] += 1
        rival = held.get(person)
        if rival is None or of_person[person].index(need) < of_person[person].index(rival):
            held[person] = need
            waiting += [rival] if rival else []
        else:
            waiting.append(need)
    return {need: person for person, need in held.items()}


@pytest.mark.parametrize("seed", range(30))
def test_size_one_is_gale_and_shapley(seed: int) -> None:
    instance, of_need, of_person = unit(seed, 2 + seed % 7)
    plan = solve_stable(instance)
    assert plan.holder == gale_and_shapley(of_need, of_person)
    assert plan.blocking_pairs == 0


def test_size_one_is_what_another_library_finds() -> None:
    stable_marriage = pytest.importorskip("algmatch", reason="the peers of the bench are not installed").SM
    for seed in range(5):
        instance, of_need, of_person = unit(seed, 6)
        wishes = {
            "men": {int(n[1:]) + 1: [int(p[1:]) + 1 for p in of_need[n]] for n in of_need},
            "women": {int(p[1:]) + 1: [int(n[1:]) + 1 for n in of_person[p]] for p in of_person},
        }
        theirs = stable_marriage(dictionary=wishes, optimised_side="men").get_stable_matching()["man_sided"]
        mine = {f"m{int(n[1:]) + 1}": f"w{int(p[1:]) + 1}" for n, p in solve_stable(instance).holder.items()}
        assert mine == theirs


@settings(max_examples=60)
@given(instances(people=5, needs=7))
def test_a_stable_plan_is_valid_never_better_and_says_how_stable_it_is(instance: Instance) -> None:
    plan = solve_stable(instance)
    assert faults(instance, plan.assignments) == []
    assert plan.blocking_pairs == len(blocking_pairs(instance, plan.assignments))
    assert vector(instance, plan.assignments) <= vector(instance, solve_exact(instance).assignments)


def test_days_can_make_stability_impossible_and_the_checker_names_who_is_left() -> None:
    instance, _, _ = unit(0, 4)
    worse = solve_exact(instance).assignments[:2]
    assert blocking_pairs(instance, worse), "two needs without a person want one who has nothing"
    assert blocking_pairs(instance, solve_stable(instance).assignments) == ()


def test_locked_pairs_stay_and_block_nobody() -> None:
    instance, of_need, _ = unit(3, 5)
    last = of_need["n0"][-1]
    locked = replace(instance, locked=frozenset({(last, "n0")}))
    plan = solve_stable(locked)
    assert plan.holder["n0"] == last
    assert plan.blocking_pairs == 0


def test_the_price_of_stability_stands_beside_it() -> None:
    instance, _, _ = unit(1, 6)
    plan = solve(instance, method=Method.STABLE)
    assert plan.method is Method.STABLE
    assert [stage.value for stage in plan.optimum] == [stage.value for stage in solve_exact(instance).stages]

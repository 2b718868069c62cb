"""What must not change a plan: the unit of days, the order of rows, the solver's threads."""

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bench.instances import prefecture
from matching.allocation.solver import highs
from matching.allocation.solver.exact import solve_exact
from matching.allocation.solver.greedy import greedy
from matching.allocation.solver.instance import Instance, Person
from matching.allocation.solver.stages import SEATED_TOWNS
from tests.matching.allocation.drawn_instances import instances


def scaled(instance: Instance, factor: int) -> Instance:
    """All days in a finer unit."""
    people = (replace(each, capacity=tuple(factor * month for month in each.capacity)) for each in instance.people)
    pairs = (replace(each, days=factor * each.days) for each in instance.pairs)
    return replace(instance, people=tuple(people), pairs=tuple(pairs))


def shuffled(instance: Instance, seed: int) -> Instance:
    random = Random(seed)
    rows = {name: list(getattr(instance, name)) for name in ("people", "needs", "pairs")}
    for each in rows.values():
        random.shuffle(each)
    return replace(instance, people=tuple(rows["people"]), needs=tuple(rows["needs"]), pairs=tuple(rows["pairs"]))


@settings(max_examples=20)
@given(instances(), st.sampled_from((2, 3, 10)))
def test_days_in_a_finer_unit_give_the_same_plan(instance: Instance, factor: int) -> None:
    assert solve_exact(scaled(instance, factor)).assignments == solve_exact(instance).assignments
    assert greedy(shuffled(instance, factor)).assignments == greedy(instance).assignments


def test_at_the_size_of_a_district_nothing_outside_the_problem_reaches_the_plan() -> None:
    instance = prefecture(seed=4, people=20, needs=60, pairs=300)
    plan = solve_exact(instance)
    used = {person for person, _ in plan.assignments}
    assert solve_exact(shuffled(instance, 1)).plan_hash == plan.plan_hash
    assert solve_exact(scaled(instance, 10)).plan_hash == plan.plan_hash
    assert solve_exact(replace(instance, locked=frozenset(plan.assignments))).plan_hash == plan.plan_hash
    idle = Person(id="idle", capacity=(80,) * instance.months, max_municipalities=4)
    assert solve_exact(replace(instance, people=(*instance.people, idle))).plan_hash == plan.plan_hash
    without = replace(
        instance,
        people=tuple(person for person in instance.people if person.id in used),
        pairs=tuple(pair for pair in instance.pairs if pair.person in used),
        incumbents=frozenset(key for key in instance.incumbents if key[0] in used),
    )
    assert solve_exact(without).plan_hash == plan.plan_hash


def test_an_added_person_never_costs_a_protected_town() -> None:
    instance = prefecture(seed=5, people=15, needs=45, pairs=200)
    plan = solve_exact(instance)
    newcomer = replace(instance.people[0], id="newcomer")
    offers = tuple(replace(pair, person="newcomer") for pair in instance.pairs if pair.person == instance.people[0].id)
    larger = replace(instance, people=(*instance.people, newcomer), pairs=instance.pairs + offers)
    assert solve_exact(larger).stage(SEATED_TOWNS).value >= plan.stage(SEATED_TOWNS).value


def test_one_thread_and_two_give_one_hash() -> None:
    """Each in a process of its own: the solver keeps its threads for the life of a process."""
    with ProcessPoolExecutor(mp_context=get_context("spawn"), max_tasks_per_child=1, max_workers=2) as processes:
        one, two = processes.map(_hash_with_threads, (1, 2))
    assert one == two


def _hash_with_threads(threads: int) -> str:
    highs._OPTIONS |= {"threads": threads, "parallel": "on" if threads > 1 else "off"}
    return solve_exact(prefecture(seed=1, people=15, needs=45, pairs=200)).plan_hash

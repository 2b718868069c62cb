"""Where the exact method has to stop, the plan is bettered, and what is said of it stays true."""

from dataclasses import replace

import pytest

from bench.instances import prefecture
from matching.allocation.solver import method
from matching.allocation.solver.exact import solve_exact
from matching.allocation.solver.highs import Answer, Patience, Stopped
from matching.allocation.solver.instance import Instance, NoPlan
from matching.allocation.solver.method import solve
from matching.allocation.solver.model import Model
from matching.allocation.solver.plan import Method, Plan
from matching.allocation.solver.search import Search
from matching.allocation.solver.stages import FIT
from tests.matching.allocation.independent_verifier import faults, vector


def crowded(seed: int) -> Instance:
    """A prefecture of five towns with many needs each: hard to prove for its size."""
    drawn = prefecture(seed=seed, people=14, needs=40, pairs=260)
    needs = tuple(replace(need, municipality=f"町{place % 5}") for place, need in enumerate(drawn.needs))
    return replace(drawn, needs=needs)


def values(plan: Plan) -> tuple[int, ...]:
    return tuple(stage.value for stage in plan.stages[:-1])


@pytest.mark.parametrize("seed", range(3))
def test_stopped_at_once_it_is_still_a_better_plan_with_bounds_that_hold(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    instance = crowded(seed)
    best, stopped = solve_exact(instance), solve_exact(instance, node_limit=0)
    monkeypatch.setattr(method, "NODES", 0)
    plan = solve(instance)
    assert plan.method is Method.EXACT and not plan.proven
    assert faults(instance, plan.assignments) == []
    assert values(stopped) < values(plan) == vector(instance, plan.assignments) <= values(best)
    for told, optimum in zip(plan.stages[:-1], best.stages[:-1], strict=True):
        assert told.bound >= optimum.value
        if told.value != optimum.value:
            break


def test_who_asks_for_the_exact_method_gets_the_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(method, "NODES", 0)
    assert solve(crowded(0), method=Method.EXACT).proven


def test_a_prefecture_of_many_towns_is_proven_within_the_nodes() -> None:
    instance = prefecture(seed=3, people=20, needs=60, pairs=400)
    assert solve(instance) == solve_exact(instance)


def test_a_search_out_of_patience_keeps_what_it_had_or_says_that_it_found_nothing() -> None:
    model = Model(crowded(0))
    at_hand = model.values(solve_exact(crowded(0), node_limit=0).assignments)
    best = _settled(model, at_hand, patience=10_000)
    stopped = _settled(model, at_hand, patience=2)
    assert best.value == best.bound
    assert _value(model, at_hand) <= stopped.value < best.value <= stopped.bound
    with pytest.raises(NoPlan, match="探した範囲"):
        _settled(model, None, patience=0)


@pytest.mark.parametrize("seed", range(12))
def test_a_search_stopped_at_any_place_is_no_fault_and_its_plan_is_valid(seed: int) -> None:
    for instance in (crowded(seed), prefecture(seed=seed, people=14, needs=40, pairs=260)):
        plan = solve_exact(instance, node_limit=1)
        assert faults(instance, plan.assignments) == []


def test_a_stopped_search_does_not_say_that_a_plan_is_the_only_one() -> None:
    model = Model(crowded(0))
    search = Search(model, node_limit=None, patience=Patience(0))
    search.current = model.values(solve_exact(crowded(0), node_limit=0).assignments)
    with pytest.raises(Stopped):
        search.look_for_another(len(model.pairs), guide=model.of_stage(FIT))
    assert not search.alone


def test_searches_that_share_their_patience_end_together() -> None:
    model, shared = Model(crowded(0)), Patience(10_000, left=20)
    at_hand = model.values(solve_exact(crowded(0), node_limit=0).assignments)
    alone = [_settled(model, at_hand, patience=20).value for _ in range(2)]
    together = [_settled(model, at_hand, patience=shared).value for _ in range(2)]
    assert shared.over
    assert together[0] == alone[0]
    assert _value(model, at_hand) == together[1] < alone[1]


def _value(model: Model, values: list[int]) -> int:
    return sum(points * values[column] for column, points in model.of_stage(FIT).items())


def _settled(model: Model, at_hand: list[int] | None, *, patience: int | Patience) -> Answer:
    shared = Patience(patience) if isinstance(patience, int) else patience
    search = Search(model, node_limit=None, patience=shared)
    search.current = at_hand
    return search.settle(model.of_stage(FIT))

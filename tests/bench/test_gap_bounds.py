"""The knapsack bounds of a generalized assignment hold at any prices, for the whole and for every pair."""

from itertools import product

import numpy as np
import pytest

from bench.gap.drawing import drawn_problem
from bench.gap.knapsacks import SCALE, Knapsacks
from bench.gap.pricing import best_prices


@pytest.mark.parametrize("seed", range(6))
def test_no_assignment_passes_the_bound_of_the_whole_or_of_its_pairs(seed: int) -> None:
    problem, random = drawn_problem("D", agents=3, jobs=6, seed=seed), np.random.default_rng(seed)
    points, resources = 200 - np.array(problem.costs), np.array(problem.resources)
    capacities, jobs = np.array(problem.capacities), np.arange(problem.jobs)
    knapsacks = Knapsacks(points, resources, capacities, resources <= capacities[:, None])
    start = random.integers(0, 150 * SCALE, problem.jobs)
    prices = best_prices(knapsacks, start, steps=60, until=float("inf"))
    assert prices.bound < knapsacks.priced(start).bound
    with_each, found = knapsacks.with_each(prices.jobs), []
    for agents in product(range(problem.agents), repeat=problem.jobs):
        chosen = np.array(agents)
        if (np.bincount(chosen, resources[chosen, jobs], problem.agents) <= capacities).all():
            value = int(points[chosen, jobs].sum())
            assert value * SCALE <= with_each[chosen, jobs].min() <= prices.bound
            found.append(value)
    assert prices.bound // SCALE >= max(found, default=0)

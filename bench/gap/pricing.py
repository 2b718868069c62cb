"""Job prices that bring the knapsack bound down: deflected subgradient steps from the linear relaxation's."""

from dataclasses import dataclass
from time import process_time

import numpy as np

from bench.gap.knapsacks import SCALE, Floats, Integers, Knapsacks

_PATIENCE, _SHORTER = 6, 0.6
"""After so many steps without a better bound, back to the best prices with shorter steps."""
_MEMORY = 0.5
"""Share of the former direction in the next."""
_AIM = 0.003
"""The first step aims at a bound this share lower."""
_SHORTEST = 1e-3


@dataclass(frozen=True, slots=True)
class Prices:
    """Scaled integer job prices (n) and the scaled bound they give."""

    jobs: Integers
    bound: int


def best_prices(knapsacks: Knapsacks, start: Integers, *, steps: int, until: float) -> Prices:
    """The best of at most `steps` prices, `until` in CPU seconds of the process."""
    here, best, length = start.astype(float), Prices(start, knapsacks.priced(start).bound), 1.0
    direction: Floats | None = None
    stalled = 0
    for _ in range(steps):
        priced = knapsacks.priced(np.rint(here).astype(np.int64))
        if priced.bound < best.bound:
            best, stalled = Prices(np.rint(here).astype(np.int64), priced.bound), 0
        else:
            stalled += 1
        free = 1.0 - priced.taken.sum(axis=0)
        if not free.any() or length < _SHORTEST or process_time() > until:
            break
        if stalled >= _PATIENCE:
            here, length, stalled, direction = best.jobs.astype(float), length * _SHORTER, 0, None
            continue
        direction = free if direction is None else _MEMORY * direction + (1 - _MEMORY) * free
        over = priced.bound - best.bound + _AIM * abs(best.bound) + SCALE
        here = here - length * over / max(float((direction**2).sum()), 1e-9) * direction
    return best

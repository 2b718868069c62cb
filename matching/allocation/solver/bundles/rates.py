"""Rates on months and municipalities that bring each person's relaxed bound down: projected subgradient steps.

Any rates >= 0 give a valid bound, so float steps rounded to integers cost tightness at most, never truth.
"""

import numpy as np
from numpy.typing import NDArray

from matching.allocation.solver.bundles.pricing import Rates, reduced_values, relaxed_bound
from matching.allocation.solver.bundles.table import Flags, Integers, Table

_RELAXED = 0.9
"""Share of the way to the aimed value that a step goes."""


def improved_rates(table: Table, values: Integers, rates: Rates, *, aim: Integers, steps: int) -> Rates:
    """Rates after `steps` steps towards `aim` (P), the value a person can reach; the best of each person stay."""
    best, least = rates, np.full(len(table.people), np.iinfo(np.int64).max)
    for _ in range(steps):
        reduced = reduced_values(table, values, rates)
        bound = relaxed_bound(table, reduced, rates)
        better = bound < least
        least = np.where(better, bound, least)
        best = _chosen(better, rates, best)
        rates = _stepped(table, rates, reduced > 0, over=bound - aim)
    last = relaxed_bound(table, reduced_values(table, values, rates), rates)
    return _chosen(last < least, rates, best)


def _chosen(flags: Flags, some: Rates, others: Rates) -> Rates:
    return Rates(np.where(flags[:, None], some.room, others.room), np.where(flags[:, None], some.towns, others.towns))


def _stepped(table: Table, rates: Rates, taken: Flags, *, over: Integers) -> Rates:
    """Rates rise where the relaxed choice uses more than there is, fall where it uses less."""
    used = np.flatnonzero(taken)
    load, towns = _by_month(table, used, table.days), _by_month(table, used, table.alone)
    scale = np.maximum(table.room.mean(axis=1, keepdims=True), 1.0)
    spare = _blocked(rates.room, (table.room - load) / scale)
    free = _blocked(rates.towns, table.towns - towns)
    length = (spare**2).sum(axis=1) + (free**2).sum(axis=1)
    step = np.where(length > 0, _RELAXED * np.maximum(over, 0) / np.maximum(length, 1e-9), 0.0)[:, None]
    return Rates(
        np.maximum(rates.room - np.rint(step * spare / scale).astype(np.int64), 0),
        np.maximum(rates.towns - np.rint(step * free).astype(np.int64), 0),
    )


def _by_month(table: Table, used: Integers, amount: Integers | Flags) -> NDArray[np.float64]:
    """(P, T): what the used candidates take together in each month."""
    people, months = table.room.shape
    first = table.person[used] * (months + 1)
    begins, ends = first + table.start[used], first + table.end[used]
    size, weights = people * (months + 1), amount[used].astype(float)
    change = np.bincount(begins, weights, size) - np.bincount(ends, weights, size)
    return change.reshape(people, months + 1).cumsum(axis=1)[:, :months]


def _blocked(rate: Integers, slope: NDArray[np.float64]) -> NDArray[np.float64]:
    """A rate of zero cannot fall."""
    return np.where((rate == 0) & (slope > 0), 0.0, slope)

"""The knapsack bound of a generalized assignment: each agent alone takes what pays most at given prices of the jobs.

For any integer prices, their sum plus every agent's best knapsack is at least every assignment's points (Lagrange; the
same bound as bundles give), so nothing found here in floating point has to be trusted. All agents are searched side by
side over their used capacity.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

SCALE = 1 << 16
"""Prices and bounds are integers, multiples of 1/SCALE of a point."""

_NEVER = -(1 << 60)


@dataclass(frozen=True, slots=True)
class Priced:
    """A bound (scaled) on every assignment's points and what each agent would take (m x n)."""

    bound: int
    taken: Flags


@dataclass(frozen=True)
class Knapsacks:
    """Points and resources (m x n), capacities (m); `open` (m x n) says which pairs are still possible."""

    points: Integers
    resources: Integers
    capacities: Integers
    open: Flags

    def priced(self, prices: Integers) -> Priced:
        """The bound at scaled job prices (n), with the knapsacks behind it."""
        values = self._values(prices)
        agents, jobs = values.shape
        best = np.zeros((agents, self._room), dtype=np.int64)
        took = np.zeros((jobs, agents, self._room), dtype=bool)
        for job in range(jobs):
            best, took[job] = self._with_job(best, job, values[:, job])
        rows = np.arange(agents)
        taken, used = np.zeros((agents, jobs), dtype=bool), self.capacities.copy()
        for job in range(jobs - 1, -1, -1):
            taken[:, job] = took[job, rows, used]
            used -= np.where(taken[:, job], self.resources[:, job], 0)
        return Priced(int(prices.sum() + best[rows, self.capacities].sum()), taken)

    def with_each(self, prices: Integers) -> Integers:
        """Scaled bounds (m x n) on every assignment that contains the pair."""
        values = self._values(prices)
        agents, jobs = values.shape
        before = np.zeros((jobs + 1, agents, self._room), dtype=np.int64)
        for job in range(jobs):
            before[job + 1], _ = self._with_job(before[job], job, values[:, job])
        best = before[jobs, np.arange(agents), self.capacities]
        after, bound = np.zeros((agents, self._room), dtype=np.int64), np.empty_like(values)
        for job in range(jobs - 1, -1, -1):
            room = self.capacities[:, None] - self.resources[:, job, None] - np.arange(self._room)
            rest = np.take_along_axis(after, np.maximum(room, 0), axis=1)
            both = np.where(room >= 0, before[job] + rest, _NEVER).max(axis=1)
            bound[:, job] = int(prices.sum() + best.sum()) - best + both + values[:, job]
            after, _ = self._with_job(after, job, values[:, job])
        return np.where(self.open, bound, _NEVER)

    @cached_property
    def _room(self) -> int:
        return int(self.capacities.max()) + 1

    @cached_property
    def _places(self) -> Integers:
        """(n, m, room): where a job's resource is taken from; negative where it does not fit."""
        return np.arange(self._room) - self.resources.T[:, :, None]

    def _values(self, prices: Integers) -> Integers:
        return np.where(self.open, self.points * SCALE - prices, _NEVER // 2)

    def _with_job(self, best: Integers, job: int, values: Integers) -> tuple[Integers, Flags]:
        """One more job to choose from: best value by capacity used at most, and where the job is taken."""
        place = self._places[job]
        taken = np.take_along_axis(best, np.maximum(place, 0), axis=1) + values[:, None]
        took = (place >= 0) & (taken > best)
        return np.where(took, taken, best), took

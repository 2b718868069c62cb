"""The bundles found so far, and their set packing: each need in at most one, each person with at most one."""

from dataclasses import dataclass

import numpy as np

from matching.allocation.solver.bundles.linear import Entries, Floats, relaxed_maximum
from matching.allocation.solver.bundles.relaxation import SCALE
from matching.allocation.solver.bundles.table import Flags, Integers, Table

_TOLERANCE = 3e-4


@dataclass(frozen=True, slots=True)
class Share:
    """The relaxed master's answer: bundles still possible, how much of each is taken, scaled need prices (N)."""

    bundles: Integers
    taken: Floats
    prices: Integers


class Pool:
    """Bundles, each a sorted run of candidate rows of one person; none twice."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._known: set[bytes] = set()
        self._runs: list[Integers] = []

    def add(self, taken: Integers) -> None:
        """The bundles of many people: sorted candidate rows, as pricing and plans have them."""
        if not len(taken):
            return
        for run in np.split(taken, np.flatnonzero(np.diff(self._table.person[taken])) + 1):
            key = run.tobytes()
            if key not in self._known:
                self._known.add(key)
                self._runs.append(run)

    def rows(self, bundle: int) -> Integers:
        """The candidates of a bundle."""
        return self._runs[bundle]

    def share(self, gains: Integers, *, people: Flags, needs: Flags) -> Share:
        """The relaxed set packing of the free people (P) and needs (N) at scaled `gains` (E)."""
        table = self._table
        length = np.array([len(run) for run in self._runs], dtype=np.int64)
        rows = np.concatenate([*self._runs, np.zeros(0, dtype=np.int64)])
        bundle = np.repeat(np.arange(len(length)), length)
        blocked = np.bincount(bundle[~(people[table.person[rows]] & needs[table.need[rows]])], minlength=len(length))
        free = np.flatnonzero(blocked == 0)
        if not len(free):
            return Share(free, np.zeros(0), np.zeros(len(needs), dtype=np.int64))
        kept = blocked[bundle] == 0
        rows, bundle = rows[kept], np.searchsorted(free, bundle[kept])
        owner = np.zeros(len(free), dtype=np.int64)
        owner[bundle] = table.person[rows]
        worth = np.zeros(len(free), dtype=np.int64)
        np.add.at(worth, bundle, gains[rows])
        ones = np.ones(len(rows) + len(free), dtype=np.int64)
        entries = Entries.joined([table.need[rows], len(needs) + owner], [bundle, np.arange(len(free))], [ones])
        limits = np.ones(len(needs) + len(people), dtype=np.int64)
        found = relaxed_maximum(worth / SCALE, entries, limits, tolerance=_TOLERANCE)
        return Share(free, found.values, np.rint(found.prices[: len(needs)] * SCALE).astype(np.int64))

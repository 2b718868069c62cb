"""From prices to a plan: rounds of pricing and master, then a dive that takes the surest bundles."""

import numpy as np

from matching.allocation.solver.bundles.master import Pool, Share
from matching.allocation.solver.bundles.pricing import price
from matching.allocation.solver.bundles.rates import improved_rates
from matching.allocation.solver.bundles.relaxation import Prices
from matching.allocation.solver.bundles.table import Flags, Integers, Table

_STEPS = 5
_SMOOTHING = 0.5
"""How much of the relaxation's prices the first round keeps; the master has too few bundles to be followed alone."""
_SURE = 0.75
_LEAST_SHARE, _LEAST = 0.06, 8
"""A dive round takes every bundle taken for at least _SURE, and at least this share of all people."""


class Dive:
    """Bundles for one objective: scaled gains of every candidate (E), prices to begin with."""

    def __init__(self, table: Table, gains: Integers, prices: Prices) -> None:
        self._table, self._gains = table, gains
        self._centre, self._rates = np.maximum(prices.needs, 0), prices.rates
        self._aim = np.zeros(len(table.people), dtype=np.int64)
        self._generated = self._rates, self._aim
        self._pool = Pool(table)

    def learn(self, taken: Integers) -> None:
        """Bundles of a plan at hand: sorted candidate rows."""
        self._pool.add(taken)

    def generate(self, *, rounds: int, width: int) -> None:
        """Rounds of pricing and master, until the pool holds good bundles."""
        people, needs = self._everybody()
        prices = self._centre
        for turn in range(rounds):
            weight = _SMOOTHING * (1 - turn / rounds)
            blend = np.rint(weight * self._centre + (1 - weight) * prices).astype(np.int64)
            self._price(blend, people=people, needs=needs, width=width, steps=_STEPS if turn else 0)
            prices = self._pool.share(self._gains, people=people, needs=needs).prices
        self._generated = self._rates, self._aim

    def plunge(self, gains: Integers, *, width: int) -> Integers:
        """Candidate rows of a plan at other gains: bundles that share no need, one a person. What it finds, the next
        plunge knows as well."""
        people, needs = self._everybody()
        self._gains = gains
        self._rates, self._aim = self._generated
        taken = list[Integers]()
        while True:
            share = self._pool.share(self._gains, people=people, needs=needs)
            chosen = self._surest(share, people=people, needs=needs)
            if not chosen:
                return np.sort(np.concatenate([*taken, np.zeros(0, dtype=np.int64)]))
            taken += chosen
            self._price(share.prices, people=people, needs=needs, width=width, steps=_STEPS)

    def _everybody(self) -> tuple[Flags, Flags]:
        return np.ones(len(self._table.people), dtype=bool), np.ones(len(self._table.needs), dtype=bool)

    def _surest(self, share: Share, *, people: Flags, needs: Flags) -> list[Integers]:
        """Takes bundles, the surest first, and strikes out their people and needs."""
        table, chosen = self._table, list[Integers]()
        least = max(_LEAST, round(_LEAST_SHARE * people.sum()))
        for place in np.argsort(-share.taken, kind="stable"):
            if share.taken[place] < _SURE and len(chosen) >= least:
                break
            rows = self._pool.rows(int(share.bundles[place]))
            if people[table.person[rows[0]]] and needs[table.need[rows]].all():
                people[table.person[rows[0]]] = False
                needs[table.need[rows]] = False
                chosen.append(rows)
        return chosen

    def _price(self, prices: Integers, *, people: Flags, needs: Flags, width: int, steps: int) -> None:
        table = self._table
        free = people[table.person] & needs[table.need]
        values = np.where(free, self._gains - prices[table.need], 0)
        rates = self._rates
        if steps:
            rates = improved_rates(table, values, rates, aim=self._aim, steps=steps)
        priced = price(table, values, rates, width=width)
        self._rates, self._aim = rates, priced.value
        self._pool.add(priced.taken)

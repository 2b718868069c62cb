"""The volume stage: one dive over everybody, and which empty needs are worth most afterwards."""

from collections.abc import Iterable, Sequence

import numpy as np

from matching.allocation.solver.bundles.blocks import Blocks
from matching.allocation.solver.bundles.dive import Dive
from matching.allocation.solver.bundles.objective import Objective
from matching.allocation.solver.bundles.relaxation import SCALE, Held, Prices
from matching.allocation.solver.bundles.table import Integers, Table
from matching.allocation.solver.instance import Key

_ROUNDS, _LARGE, _FEWER_ROUNDS = 16, 1_500, 11
"""Rounds of pricing before the dive; above so many people fewer, which cost little of the volume."""
_LEAN = SCALE // 4
"""Scaled points beyond its price that a held stage's point gets in the dive; what is taken is decided by stages."""
_LATE_LEAN = SCALE // 64
"""What the most points of the first later stage count for in the dive; half of that in the next, and so on."""


class Volume:
    """Dives for one stage of a table, leaning towards the stages it has to hold and a little to the later ones."""

    def __init__(
        self,
        table: Table,
        points: Integers,
        held: Sequence[Held],
        prices: Prices,
        *,
        later: Sequence[Objective],
    ) -> None:
        self._table, self._prices = table, prices
        self._gains = points * SCALE
        for each, rate in zip(held, prices.held, strict=True):
            self._gains = self._gains + each.points * (rate + _LEAN)
        for place, objective in enumerate(later):
            most = max(1, int(np.abs(objective.points).max(initial=0)))
            self._gains = self._gains + objective.points * (_LATE_LEAN >> place) // most

    def whole(self, start: Iterable[Key]) -> tuple[Key, ...]:
        """A plan for everybody."""
        table, dive = self._table, Dive(self._table, self._gains, self._prices)
        dive.learn(np.array(sorted(table.row[key] for key in start if key in table.row), dtype=np.int64))
        dive.generate(rounds=_ROUNDS if len(table.people) <= _LARGE else _FEWER_ROUNDS)
        return tuple(sorted([*(table.pairs[row].key for row in dive.plunge()), *table.instance.kept]))

    def dearest(self, blocks: Blocks) -> list[str]:
        """Empty needs by price, dearest first."""
        empty = [place for place, need in enumerate(self._table.needs) if need not in blocks.holder]
        worth = self._prices.needs
        return [self._table.needs[place] for place in sorted(empty, key=lambda place: (-worth[place], place))]

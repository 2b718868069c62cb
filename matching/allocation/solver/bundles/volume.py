"""The volume stage: a dive over everybody, then over parts of the country, each taken only if the plan gets better."""

from collections.abc import Iterable, Sequence

import numpy as np

from matching.allocation.solver.bundles.blocks import Blocks
from matching.allocation.solver.bundles.dive import Dive
from matching.allocation.solver.bundles.relaxation import SCALE, Held, Prices
from matching.allocation.solver.bundles.table import Integers, Table
from matching.allocation.solver.instance import Key

_ROUNDS = 18
_PART_ROUNDS = 3
_PART = 100
"""People dived for together again."""
_LEAN = SCALE // 4
"""Scaled points beyond its price that a held stage's point gets in the dive; what is taken is decided by stages."""


class Volume:
    """Dives for one stage of a table, leaning towards the stages it has to hold."""

    def __init__(self, table: Table, points: Integers, held: Sequence[Held], prices: Prices) -> None:
        self._table = table
        gains = points * SCALE
        for each, rate in zip(held, prices.held, strict=True):
            gains = gains + each.points * (rate + _LEAN)
        self._worth = prices.needs
        self._dive = Dive(table, gains, prices)

    def whole(self, start: Iterable[Key]) -> tuple[Key, ...]:
        """A plan for everybody."""
        table = self._table
        self._dive.learn(self._rows(start))
        people, needs = np.ones(len(table.people), dtype=bool), np.ones(len(table.needs), dtype=bool)
        self._dive.generate(people=people, needs=needs, rounds=_ROUNDS)
        return self._keys(self._dive.plunge(people=people, needs=needs))

    def parts(self, blocks: Blocks, *, turns: int) -> None:
        """Dives again around the dearest empty needs, with all other people's needs fixed."""
        size = min(_PART, max(1, len(self._table.people) // 3))
        for need in self.dearest(blocks)[:turns]:
            if need not in blocks.holder:
                self._again(blocks, blocks.around(need, most=size))

    def dearest(self, blocks: Blocks) -> list[str]:
        """Empty needs by price, dearest first."""
        empty = [place for place, need in enumerate(self._table.needs) if need not in blocks.holder]
        return [self._table.needs[place] for place in sorted(empty, key=lambda place: (-self._worth[place], place))]

    def _again(self, blocks: Blocks, block: Sequence[str]) -> None:
        table, members = self._table, set(block)
        people = np.array([person in members for person in table.people])
        needs = np.array([blocks.holder.get(need) in members or need not in blocks.holder for need in table.needs])
        kept = blocks.held_by(members)
        self._dive.learn(self._rows(kept))
        self._dive.generate(people=people, needs=needs, rounds=_PART_ROUNDS)
        locked = [key for key in kept if key in table.instance.kept]
        blocks.offer(kept, [*self._keys(self._dive.plunge(people=people, needs=needs), with_kept=False), *locked])

    def _rows(self, keys: Iterable[Key]) -> Integers:
        return np.array(sorted(self._table.row[key] for key in keys if key in self._table.row), dtype=np.int64)

    def _keys(self, rows: Integers, *, with_kept: bool = True) -> tuple[Key, ...]:
        chosen = [self._table.pairs[row].key for row in rows]
        return tuple(sorted([*chosen, *(self._table.instance.kept if with_kept else ())]))

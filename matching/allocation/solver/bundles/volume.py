"""The volume stage: dives over everybody, and which empty needs are worth most afterwards."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from matching.allocation.solver.bundles.blocks import Blocks
from matching.allocation.solver.bundles.dive import Dive
from matching.allocation.solver.bundles.objective import Objective
from matching.allocation.solver.bundles.relaxation import SCALE, Held, Prices
from matching.allocation.solver.bundles.table import Integers, Table
from matching.allocation.solver.instance import Key

_LATE_LEAN = SCALE // 64
"""What the most points of the first later stage count for in the dive; half of that in the next, and so on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """What dives may cost.

    Rounds of pricing before them; partial sets a person's pricing keeps in those rounds and within a dive: narrow
    pricing misses the best bundles, and volume with them; for each dive, scaled points beyond its price that a held
    stage's point gets (what is taken is decided by stages).
    """

    rounds: int
    width: int
    dive_width: int
    leans: tuple[int, ...]


_THOROUGH = Care(rounds=16, width=64, dive_width=32, leans=(SCALE, 3 * SCALE))
_FRUGAL = Care(rounds=11, width=16, dive_width=8, leans=(SCALE // 4,))
_LARGE = 1_500
"""People above which the dive is frugal."""


class Volume:
    """Dives for one stage of a table, leaning towards the stages it has to hold and a little to the later ones.

    A lean beyond the price loses some volume; below it the last held points are lost, and dearer to win back.
    """

    def __init__(
        self,
        table: Table,
        points: Integers,
        held: Sequence[Held],
        prices: Prices,
        *,
        later: Sequence[Objective],
    ) -> None:
        self._table, self._prices, self._held = table, prices, held
        self._gains = points * SCALE
        for each, rate in zip(held, prices.held, strict=True):
            self._gains = self._gains + each.points * rate
        for place, objective in enumerate(later):
            most = max(1, int(np.abs(objective.points).max(initial=0)))
            self._gains = self._gains + objective.points * (_LATE_LEAN >> place) // most

    def plans(self, start: Iterable[Key]) -> Iterator[tuple[Key, ...]]:
        """Plans for everybody from one pool of bundles, each leaning further towards what is held; made when asked."""
        table = self._table
        care = _THOROUGH if len(table.people) <= _LARGE else _FRUGAL
        dive = Dive(table, self._leaning(care.leans[0]), self._prices)
        dive.learn(np.array(sorted(table.row[key] for key in start if key in table.row), dtype=np.int64))
        dive.generate(rounds=care.rounds, width=care.width)
        for lean in care.leans:
            taken = dive.plunge(self._leaning(lean), width=care.dive_width)
            yield tuple(sorted([*(table.pairs[row].key for row in taken), *table.instance.kept]))

    def dearest(self, blocks: Blocks) -> list[str]:
        """Empty needs by price, dearest first."""
        empty = [place for place, need in enumerate(self._table.needs) if need not in blocks.holder]
        worth = self._prices.needs
        return [self._table.needs[place] for place in sorted(empty, key=lambda place: (-worth[place], place))]

    def _leaning(self, lean: int) -> Integers:
        """(E): the gains with so many scaled points more for each point of what is held."""
        more = [each.points * lean for each in self._held]
        gains: Integers = self._gains + sum(more)
        return gains

"""Small exchanges that better the late stages: a need changes its person, two change theirs, a free one comes in.

Thousands of them cost less than one block of the exact method. Each is taken only if the stages, in their order, get
better, so earlier stages never fall for later ones.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from matching.allocation.solver.bundles.blocks import Blocks
from matching.allocation.solver.instance import Instance, Key
from matching.allocation.solver.ledger import serves
from matching.allocation.solver.stages import PairStage

_ROUNDS = 4
_APART = 1 << 48
"""Between two stages in a pair's worth: more than any sum of points, so that worths compare as the stages do."""


class Exchanges:
    """Moves over the plan of `blocks`, until none is left that betters it or the rounds are over."""

    def __init__(self, instance: Instance, blocks: Blocks, *, stages: Sequence[PairStage]) -> None:
        self._instance, self._blocks = instance, blocks
        self._worth = {
            pair.key: _packed(stage.points(instance, pair) for stage in stages)
            for pair in instance.pairs
            if pair.key not in instance.forbidden
        }
        self._held: dict[str, set[str]] = defaultdict(set)
        for need, person in blocks.holder.items():
            self._held[person].add(need)
        self._offers: dict[str, list[Key]] = defaultdict(list)
        for key in sorted(self._worth, key=lambda key: (-self._worth[key], key)):
            self._offers[key[1]].append(key)

    def run(self) -> None:
        """All needs in turn, each to the first person with whom the plan gets better."""
        for _ in range(_ROUNDS):
            if sum(self._bettered(need) for need in sorted(self._offers)) == 0:
                return

    def _bettered(self, need: str) -> bool:
        holder = self._blocks.holder.get(need)
        if holder is not None and (holder, need) in self._instance.kept:
            return False
        for key in self._offers[need]:
            if key[0] != holder:
                for old, new in self._ways(key, holder):
                    if self._gain(new) > self._gain(old) and self._fit(old, new) and self._blocks.offer(old, new):
                        self._note(old, new)
                        return True
        return False

    def _ways(self, wanted: Key, holder: str | None) -> Iterator[tuple[list[Key], list[Key]]]:
        """The pair in place of the holder's; then also one of the person's needs given back, or given to the holder."""
        person, need = wanted
        old = [] if holder is None else [(holder, need)]
        yield old, [wanted]
        for other in sorted(self._held[person]):
            given = (person, other)
            if given in self._instance.kept:
                continue
            if holder is not None and (holder, other) in self._worth:
                yield [*old, given], [wanted, (holder, other)]
            elif holder is None:
                yield [given], [wanted]

    def _gain(self, keys: Sequence[Key]) -> int:
        """Points of the pair stages together; what a town's last seat is worth, the blocks know."""
        return sum(self._worth[key] for key in keys)

    def _fit(self, old: Sequence[Key], new: Sequence[Key]) -> bool:
        """Whether everybody concerned can serve what would then be theirs."""
        for person in {person for person, _ in new}:
            needs = self._held[person] - {need for who, need in old if who == person}
            if not serves(self._instance, person, needs | {need for who, need in new if who == person}):
                return False
        return True

    def _note(self, old: Sequence[Key], new: Sequence[Key]) -> None:
        for person, need in old:
            self._held[person].discard(need)
        for person, need in new:
            self._held[person].add(need)


def _packed(points: Iterable[int]) -> int:
    """Points of all stages as one integer, the first stage's foremost; sums of such integers compare stage by stage."""
    worth = 0
    for each in points:
        worth = worth * _APART + each
    return worth

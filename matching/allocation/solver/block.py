"""A plan mended near a change: the people around it are free, everybody else stays; then a larger circle.

The rest of the plan is locked, so a block knows every limit of the whole instance and still is a small model. What
comes out is a valid plan that moves little, never a proof that no plan elsewhere is better.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import repeat

from matching.allocation.solver.greedy import completed
from matching.allocation.solver.highs import Patience
from matching.allocation.solver.instance import Instance, Key, NoPlan, Pair
from matching.allocation.solver.ledger import Ledger, ledger_of_kept
from matching.allocation.solver.model import Model
from matching.allocation.solver.search import Search
from matching.allocation.solver.stages import FIT, PAIR_STAGES, TIE_BREAK, TRAVEL, PairStage, stage_order, stage_values

NODES = 20
"""Nodes a search within a block: a page never waits for a proof, and the answer depends on no clock."""
PATIENCE = 25
"""How often such a search asks whether to go on: where towns are few and needs many, one node alone takes seconds."""

COARSE = tuple(stage for stage in PAIR_STAGES if stage.name not in (FIT, TRAVEL, TIE_BREAK))
"""The stages about who is helped at all and who stays: the circle grows for these alone."""
FINE = tuple(stage for stage in PAIR_STAGES if stage.name not in (TRAVEL, TIE_BREAK))

CIRCLES = (8, 20)
"""People of the blocks tried one after the other."""
FINE_CIRCLE = 12
"""People of the last block, in which the fit counts too."""


def mended(
    instance: Instance,
    before: Collection[Key],
    *,
    around: Iterable[str],
    circles: Sequence[int] = CIRCLES,
    enough: Sequence[int] | None = None,
    fine: bool = True,
    patience: Patience | None = None,
) -> tuple[Key, ...] | None:
    """The plan `before` made to fit the instance: what still goes together stays, then block by block until no gain.

    `around` are the people the change is about. `enough` are values of the coarse stages: where they are given,
    reaching them ends the search, and below them the fit is not looked at; else a circle without gain ends it.
    Without `fine` the fit is left as it comes. `patience` is shared by whoever hands the same over. None where no plan
    was found that keeps all that is demanded. Raises InstanceRefused where kept pairs do not go together.
    """
    around, possible = tuple(around), tuple(key for key in before if key in instance.pair)
    ledger = kept_of(instance, possible)
    fallen = {need for person, need in before if ledger.holder.get(need) != person}
    first = completed(instance, ledger)
    standing = first if _meets(instance, first) else None
    blocks = _Blocks(instance, before, patience or Patience(PATIENCE))
    for size in circles:
        if standing is not None and enough is not None and worth(instance, standing) >= tuple(enough):
            break
        people = circle(instance, before, around=around, fallen=fallen, size=size)
        better = blocks.bettered(standing, people=people, stages=COARSE, enough=enough)
        gained = standing is None or better is None or worth(instance, better) > worth(instance, standing)
        standing = better
        if enough is None and not gained:
            break
    if standing is None or not fine or (enough is not None and worth(instance, standing) < tuple(enough)):
        return standing
    people = circle(instance, before, around=around, fallen=fallen, size=FINE_CIRCLE)
    return blocks.bettered(standing, people=people, stages=FINE)


def worth(instance: Instance, assignments: Collection[Key]) -> tuple[int, ...]:
    """The values of the coarse stages."""
    return tuple(stage_values(instance, assignments, COARSE).values())


def circle(
    instance: Instance, before: Collection[Key], *, around: Iterable[str], fallen: Collection[str], size: int
) -> frozenset[str]:
    """The people of the change, then the nearest: who could take what fell out, who could take over from the circle."""
    holder = {need: person for person, need in before}
    could: dict[str, list[str]] = {}
    for pair in instance.pairs:
        could.setdefault(pair.person, []).append(pair.need)
    inside = {person for person in around if person in could}

    def near(person: str) -> tuple[int, int]:
        return sum(need in fallen for need in could[person]), sum(holder.get(need) in inside for need in could[person])

    while len(inside) < size:
        nearness = {person: near(person) for person in could if person not in inside}
        ring = sorted((p for p in nearness if any(nearness[p])), key=lambda p: ([-each for each in nearness[p]], p))
        if not ring:
            break
        inside.update(ring[: max(1, min(size - len(inside), size // 2))])
    return frozenset(inside)


def kept_of(instance: Instance, before: Iterable[Key]) -> Ledger:
    """The former pairs that go together under the instance, kept ones first, then those of dear needs."""
    ledger = ledger_of_kept(instance)

    def dear(key: Key) -> tuple[bool, int, int, Key]:
        need = instance.need[key[1]]
        return not need.protected, -need.priority, -instance.pair[key].fit, key

    for key in sorted(set(before) & instance.pair.keys() - instance.forbidden, key=dear):
        if ledger.fits(key):
            ledger.place(key)
    return ledger


def unmoved(before: Iterable[Key]) -> PairStage:
    """A point for every pair that was there before."""
    pairs = frozenset(before)

    def points(_: Instance, pair: Pair) -> int:
        return int(pair.key in pairs)

    return PairStage("unmoved", points)


@dataclass(frozen=True, slots=True)
class _Blocks:
    """What the blocks of one mending share."""

    instance: Instance
    before: Collection[Key]
    patience: Patience

    def bettered(
        self,
        standing: tuple[Key, ...] | None,
        *,
        people: Collection[str],
        stages: Sequence[PairStage],
        enough: Sequence[int] | None = None,
    ) -> tuple[Key, ...] | None:
        """The plan with the block's people anew where that is worth more or as much and moves less."""
        found = self._solved(standing, people=people, stages=stages, enough=enough)
        if found is None or standing is None:
            return found or standing
        return max(standing, found, key=lambda plan: self._merit(plan, stages))

    def _solved(
        self,
        standing: tuple[Key, ...] | None,
        *,
        people: Collection[str],
        stages: Sequence[PairStage],
        enough: Sequence[int] | None,
    ) -> tuple[Key, ...] | None:
        """The people anew, all others as in the plan; a stage of which there is `enough` is searched no further."""
        fixed = standing or tuple(key for key in self.before if key in self.instance.pair)
        part = _part(self.instance, fixed, people=people)
        model = Model(part)
        search = Search(model, node_limit=NODES, patience=self.patience)
        start = model.values(fixed)
        search.current = start if model.holds(start) else None
        points, names = {stage.name: stage for stage in stages}, stage_order(part, stages)
        try:
            for name, wanted in zip(names, enough or repeat(None, len(names)), strict=True):
                terms = model.of_pairs(points[name]) if name in points else model.of_whole(name)
                search.settle(terms, enough=wanted)
            search.settle(model.of_pairs(unmoved(self.before)))
        except NoPlan:
            return None
        return tuple(sorted(model.chosen(search.current or [])))

    def _merit(self, plan: tuple[Key, ...], stages: Sequence[PairStage]) -> tuple[int, ...]:
        """Of two plans worth the same the one that leaves more as it was."""
        return *stage_values(self.instance, plan, stages).values(), len(set(plan).intersection(self.before))


def _part(instance: Instance, standing: Collection[Key], *, people: Collection[str]) -> Instance:
    """The same instance with the pairs of the block's people alone; what others hold is locked."""
    demanded = {need for _, need in instance.kept}
    fixed = {key for key in standing if key in instance.pair and key[0] not in people and key[1] not in demanded}
    fixed |= instance.kept
    filled = {need for _, need in fixed}
    pairs = tuple(p for p in instance.pairs if p.key in fixed or (p.person in people and p.need not in filled))
    return replace(instance, pairs=pairs, locked=frozenset(fixed), pinned=frozenset())


def _meets(instance: Instance, assignments: Collection[Key]) -> bool:
    """Whether needs that must be filled are, and no more incumbents changed than may."""
    changed = len(instance.incumbents.difference(assignments))
    filled = {need for _, need in assignments}
    return instance.must_fill <= filled and (instance.most_changes is None or changed <= instance.most_changes)

"""Blocks: a few people who compete for the same needs, solved by the exact method while all others stay.

Each block is an instance of its own with the compact model. Stages before the one improved become rows that may
not fall, and the result is taken only if the integer stage values do not fall in their order.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from matching.allocation.solver.highs import SolverDoubt
from matching.allocation.solver.instance import Instance, Key, NoPlan, Pair
from matching.allocation.solver.model import Model, Row, Terms
from matching.allocation.solver.search import Search
from matching.allocation.solver.stages import SEATED_TOWNS, PairStage

Rank = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How many people a block has, how many nodes each search may take."""

    people: int
    nodes: int


class Blocks:
    """The plan at hand by need, and ways to better it block by block."""

    def __init__(self, instance: Instance, assignments: Iterable[Key], *, stages: Sequence[PairStage]) -> None:
        self._instance, self._stages = instance, tuple(stages)
        self._of_person: dict[str, list[Pair]] = defaultdict(list)
        self._of_need: dict[str, list[Pair]] = defaultdict(list)
        for pair in sorted(instance.pairs, key=lambda pair: pair.key):
            if pair.key not in instance.forbidden:
                self._of_person[pair.person].append(pair)
                self._of_need[pair.need].append(pair)
        self._guarded = frozenset(instance.protected_municipalities)
        self.holder: dict[str, str] = {need: person for person, need in assignments}
        self._seats = Counter(instance.need[need].municipality for need in self.holder)

    @property
    def assignments(self) -> tuple[Key, ...]:
        """The plan at hand, sorted."""
        return tuple(sorted((person, need) for need, person in self.holder.items()))

    def around(self, need: str, *, most: int) -> tuple[str, ...]:
        """People to solve together for a need: its candidates, then those who share most of their needs with them."""
        near: Counter[str] = Counter({pair.person: len(self._of_need) for pair in self._of_need[need]})
        block: list[str] = []
        while near and len(block) < most:
            person = max(near, key=lambda each: (near[each] / len(self._of_person[each]), each))
            del near[person]
            block.append(person)
            near.update(
                other.person
                for pair in self._of_person[person]
                if self.holder.get(pair.need) in (None, person)
                for other in self._of_need[pair.need]
                if other.person not in block
            )
        return tuple(sorted(block))

    def better(self, block: Sequence[str], *, stages: range, effort: Effort) -> bool:
        """Improve some stages (0: seats, 1: the first pair stage) with everybody outside the block fixed.

        Earlier stages may not fall within the block. Returns whether the plan became better in stage order.
        """
        members = frozenset(block)
        part = self._part(members)
        now = [(person, need) for person in block for need in part.need if self.holder.get(need) == person]
        model = Model(part)
        objectives = self._objectives(model, part, now=now)
        values = model.values(now)
        for terms in objectives[: stages.start]:
            model.rows.append(Row(terms, lower=sum(points * values[column] for column, points in terms.items())))
        search = Search(model, node_limit=effort.nodes)
        search.current = values
        try:
            for stage in stages:
                search.settle(objectives[stage])
        except (NoPlan, SolverDoubt):
            return False
        return self.offer(now, model.chosen(search.current))

    def held_by(self, people: Collection[str]) -> list[Key]:
        """What some people hold, sorted."""
        return sorted((person, need) for need, person in self.holder.items() if person in people)

    def offer(self, old: Sequence[Key], new: Sequence[Key]) -> bool:
        """Replace some pairs by others if the stages say that is better; whether it was. What must be filled stays."""
        emptied = {need for _, need in old} - {need for _, need in new}
        better = not emptied & self._instance.must_fill and self._rank(new, without=old) > self._rank(old, without=old)
        if better:
            self._replace(old, new)
        return better

    def _part(self, members: frozenset[str]) -> Instance:
        """The block as an instance: its people with all their room, the needs they hold or nobody holds."""
        pairs = [
            pair
            for person in sorted(members)
            for pair in self._of_person[person]
            if self.holder.get(pair.need, person) in members
        ]
        needs = {pair.need for pair in pairs}
        held = {need for need in needs if need in self.holder}
        return replace(
            self._instance,
            people=tuple(self._instance.person[person] for person in sorted(members)),
            needs=tuple(self._instance.need[need] for need in sorted(needs)),
            pairs=tuple(pairs),
            locked=frozenset(key for key in self._instance.kept if key[0] in members),
            pinned=frozenset(),
            forbidden=frozenset(),
            must_fill=self._instance.must_fill & held,
        )

    def _objectives(self, model: Model, part: Instance, *, now: Sequence[Key]) -> list[Terms]:
        """Seats of towns nobody outside serves, then the pair stages."""
        inside = Counter(part.need[need].municipality for _, need in now)
        seats = zip(part.protected_municipalities, model.of_whole(SEATED_TOWNS), strict=True)
        open_seats = {column: 1 for town, column in seats if self._seats[town] == inside[town]}
        return [open_seats, *(model.of_pairs(stage) for stage in self._stages)]

    def _rank(self, keys: Sequence[Key], *, without: Sequence[Key]) -> Rank:
        """Stage values of the block's pairs; a seat counts where nobody outside serves the town."""
        instance = self._instance
        town = {key: instance.need[key[1]].municipality for key in {*keys, *without}}
        inside = Counter(town[key] for key in without)
        seats = {town[key] for key in keys} & self._guarded
        pairs = [instance.pair[key] for key in keys]
        return (
            sum(1 for each in seats if self._seats[each] == inside[each]),
            *(sum(stage.points(instance, pair) for pair in pairs) for stage in self._stages),
        )

    def _replace(self, old: Sequence[Key], new: Sequence[Key]) -> None:
        town = {need: self._instance.need[need].municipality for _, need in (*old, *new)}
        for _, need in old:
            del self.holder[need]
            self._seats[town[need]] -= 1
        for person, need in new:
            self.holder[need] = person
            self._seats[town[need]] += 1

"""Protected needs that the dive lost, given back: by a short chain of moves, else along a plan that has them."""

from collections import defaultdict
from collections.abc import Iterable

from matching.allocation.solver.bundles.blocks import Blocks
from matching.allocation.solver.instance import Instance, Key
from matching.allocation.solver.ledger import serves

_LINKS = 5
"""People of a chain, at most."""

Holdings = dict[str, set[str]]


class Protection:
    """A plan known to protect well (`reference`); its protected pairs are what a worse plan can fall back on."""

    def __init__(self, instance: Instance, reference: Iterable[Key]) -> None:
        self._instance = instance
        self._reference = {need: person for person, need in reference if instance.need[need].protected}
        self._offers: dict[str, list[str]] = defaultdict(list)
        for person, need in sorted(pair.key for pair in instance.pairs if pair.key not in instance.forbidden):
            self._offers[need].append(person)

    def give_back(self, blocks: Blocks, need: str) -> bool:
        """Somebody for the need, whatever unprotected needs that costs; whether the plan got better."""
        held: Holdings = defaultdict(set)
        for each, person in blocks.holder.items():
            held[person].add(each)
        moved = self._chain(need, held, frozenset(), links=_LINKS) or self._as_before(need, held)
        old = blocks.held_by(moved)
        new = [(person, each) for person, needs in moved.items() for each in sorted(needs)]
        return self._instance.kept.intersection(old) <= set(new) and blocks.offer(old, new)

    def _chain(self, need: str, held: Holdings, used: frozenset[str], *, links: int) -> Holdings:
        """The cheapest chain: what its people then hold; each takes a need and passes at most one protected on."""
        ways: list[Holdings] = []
        for person in self._offers[need] if links else ():
            guarded = {each for each in held[person] if self._is_guarded(person, each)}
            if person in used:
                continue
            if serves(self._instance, person, {need} | guarded):
                ways.append({person: self._filled(person, {need} | guarded, held[person])})
                continue
            for passed in sorted(guarded):
                stay = {need} | guarded - {passed}
                if (person, passed) not in self._instance.kept and serves(self._instance, person, stay):
                    rest = self._chain(passed, held, used | {person}, links=links - 1)
                    if rest:
                        ways.append({person: self._filled(person, stay, held[person] - {passed})} | rest)
        return max(ways, key=lambda way: self._gain(way, held), default={})

    def _gain(self, way: Holdings, held: Holdings) -> int:
        """Priority won or lost by the people of a chain."""
        needs = self._instance.need
        now = sum(needs[each].priority for person in way for each in way[person])
        return now - sum(needs[each].priority for person in way for each in held[person])

    def _as_before(self, need: str, held: Holdings) -> Holdings:
        """The reference's protected needs for its person of this need, and for everybody who gives one up for that."""
        if need not in self._reference:
            return {}
        people, waiting = {self._reference[need]}, [self._reference[need]]
        while waiting:
            for each in sorted(held[waiting.pop()]):
                follower = self._reference.get(each)
                if follower is not None and follower not in people:
                    people.add(follower)
                    waiting.append(follower)
        taken = {each: person for each, person in self._reference.items() if person in people}
        givers = {person for person, needs in held.items() if person not in people and needs & taken.keys()}
        moved = {person: held[person] - taken.keys() for person in givers}
        for person in people:
            own = {each for each, holder in taken.items() if holder == person}
            free = {each for each in held[person] if each not in self._reference}
            moved[person] = self._filled(person, own, free)
        return moved

    def _filled(self, person: str, needs: set[str], rest: Iterable[str]) -> set[str]:
        """The needs with what still fits of the rest, the highest priority first."""
        kept = set(needs)
        for need in sorted(rest, key=lambda need: (-self._instance.need[need].priority, need)):
            if need not in kept and serves(self._instance, person, (*kept, need)):
                kept.add(need)
        return kept

    def _is_guarded(self, person: str, need: str) -> bool:
        return self._instance.need[need].protected or (person, need) in self._instance.kept

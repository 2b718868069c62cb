"""What each side prefers, what a person can hold together, and which pairs would rather be with each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matching.allocation.solver.instance import Instance, Key, Pair

TRAVEL_PART, REGION_PART = 2, 3
"""Places of the person's own concerns among the components of the fit."""


@dataclass(frozen=True)
class Wishes:
    """Strict preferences from an instance, and the blocking pairs of a plan.

    A need prefers the higher fit; a person the higher points for travel and wished region where the components are
    known, else the higher fit. Equal ones are ordered by id. Kept pairs come before everything on both sides.
    """

    instance: Instance

    def of_need(self, pair: Pair) -> tuple[bool, int, str]:
        """Smaller is dearer to the need."""
        return pair.key not in self.instance.kept, -pair.fit, pair.person

    def of_person(self, pair: Pair) -> tuple[bool, int, str]:
        """Smaller is dearer to the person."""
        points = pair.components[TRAVEL_PART] + pair.components[REGION_PART] if pair.components else pair.fit
        return pair.key not in self.instance.kept, -points, pair.need

    def best_together(self, pairs: Iterable[Pair]) -> list[Pair]:
        """Of one person's pairs those they keep: the dearest first, each that still fits beside the ones before."""
        taken: list[Pair] = []
        for pair in sorted(pairs, key=self.of_person):
            if self.fits_beside(pair, taken):
                taken.append(pair)
        return taken

    def fits_beside(self, pair: Pair, others: Iterable[Pair]) -> bool:
        """Whether days and municipalities of every month allow one more need."""
        instance, others = self.instance, list(others)
        need, person = instance.need[pair.need], instance.person[pair.person]
        for month in range(need.start, need.end):
            now = [each for each in others if instance.need[each.need].start <= month < instance.need[each.need].end]
            towns = [instance.need[each.need].municipality for each in now]
            if pair.days + sum(each.days for each in now) > person.capacity[month]:
                return False
            if len({*towns, need.municipality}) > person.max_municipalities:
                return False
            if need.municipality in towns and not instance.overlap_allowed:
                return False
        return True

    def blocks(self, pair: Pair, *, holder: Pair | None, held: Iterable[Pair]) -> bool:
        """Whether the need prefers this person to its `holder`, and the person could take it by giving up only needs
        they like less, out of those they hold."""
        if pair.key in self.instance.forbidden:
            return False
        if holder is not None and self.of_need(holder) <= self.of_need(pair):
            return False
        dearer = [each for each in held if self.of_person(each) < self.of_person(pair)]
        return self.fits_beside(pair, dearer)


def blocking_pairs(instance: Instance, assignments: Iterable[Key]) -> tuple[Key, ...]:
    """Every blocking pair of a plan, in id order: the checker that follows every stable plan.

    Limits over the whole plan (quotas, budget) are nobody's wish and are not looked at.
    """
    wishes, chosen = Wishes(instance), [instance.pair[key] for key in assignments]
    holder = {pair.need: pair for pair in chosen}
    held = grouped_by_person(chosen)
    return tuple(
        pair.key
        for pair in sorted(instance.pairs, key=lambda pair: pair.key)
        if wishes.blocks(pair, holder=holder.get(pair.need), held=held.get(pair.person, ()))
    )


def grouped_by_person(pairs: Iterable[Pair]) -> Mapping[str, list[Pair]]:
    """Pairs by person, in the order given."""
    found: dict[str, list[Pair]] = {}
    for pair in pairs:
        found.setdefault(pair.person, []).append(pair)
    return found

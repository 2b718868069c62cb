"""The instance as integer arrays in canonical order: what pricing reads, with the kept pairs already placed.

Shapes: P people, N needs, E candidate pairs, T months. Candidates are sorted by person, municipality, start and
need, so that a person's candidates are one slice and a municipality's stand together. Kept pairs are no
candidates: their days and municipalities are taken off before.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching.allocation.solver.instance import Instance, Key, Pair
from matching.allocation.solver.stages import PairStage

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Table:
    """Candidates of every person; `room` (P, T) tenths of a day and `towns` (P, T) municipalities still free.

    `start`, `end` (E): the months of a candidate, end exclusive; `active` (E, T) is the same month by month.
    `served` (E, T): months in which a kept pair already serves the candidate's municipality (all false unless
    overlaps are allowed). `alone` (E): no other candidate of the person may overlap it in its municipality, so
    that each taken month costs exactly one of `towns`.
    """

    instance: Instance
    people: tuple[str, ...]
    needs: tuple[str, ...]
    pairs: tuple[Pair, ...]
    person: Integers
    need: Integers
    town: Integers
    days: Integers
    start: Integers
    end: Integers
    active: Flags
    served: Flags
    room: Integers
    towns: Integers

    @property
    def months(self) -> int:
        """T."""
        return self.instance.months

    @cached_property
    def alone(self) -> Flags:
        """See the class."""
        if not self.instance.overlap_allowed:
            return np.ones(len(self.pairs), dtype=bool)
        _, group, count = np.unique(
            self.person * (1 + self.town.max(initial=0)) + self.town, return_inverse=True, return_counts=True
        )
        single: Flags = (count[group] == 1) & ~self.served.any(axis=1)
        return single

    @cached_property
    def of_person(self) -> Integers:
        """(P + 1): candidates of person i are of_person[i]:of_person[i + 1]."""
        return np.searchsorted(self.person, np.arange(len(self.people) + 1))

    @cached_property
    def row(self) -> dict[Key, int]:
        """Candidate by key."""
        return {pair.key: row for row, pair in enumerate(self.pairs)}

    @cached_property
    def must_fill(self) -> Flags:
        """(N): needs that have to get somebody and are not kept."""
        return np.array([need in self.instance.must_fill for need in self.needs], dtype=bool)

    def points(self, stage: PairStage) -> Integers:
        """(E): the stage's points of every candidate."""
        return np.array([stage.points(self.instance, pair) for pair in self.pairs], dtype=np.int64)

    def points_kept(self, stage: PairStage) -> int:
        """What the kept pairs give to the stage."""
        return sum(stage.points(self.instance, self.instance.pair[key]) for key in self.instance.kept)


def table_of(instance: Instance) -> Table:
    """The arrays of an instance that has passed `check` and whose kept pairs fit together."""
    people = tuple(sorted(instance.person))
    place = {person: row for row, person in enumerate(people)}
    room, towns, served = _after_kept(instance, people)
    taken = {need for _, need in instance.kept}
    needs = tuple(sorted(set(instance.need) - taken))
    need_place = {need: row for row, need in enumerate(needs)}
    town_place = {town: row for row, town in enumerate(sorted({need.municipality for need in instance.needs}))}
    pairs = _candidates(instance, taken)
    wanted = [instance.need[pair.need] for pair in pairs]
    person = np.array([place[pair.person] for pair in pairs], dtype=np.int64)
    days = np.array([pair.days for pair in pairs], dtype=np.int64)
    starts = np.array([need.start for need in wanted], dtype=np.int64)
    ends = np.array([need.end for need in wanted], dtype=np.int64)
    month = np.arange(instance.months)
    active = (starts[:, None] <= month) & (month < ends[:, None])
    before = np.array(
        [served.get((pair.person, need.municipality), 0) for pair, need in zip(pairs, wanted, strict=True)],
        dtype=object,
    )
    already = _months_of(before, instance.months)
    possible = ((days[:, None] <= room[person]) | ~active).all(axis=1)
    possible &= ((towns[person] > 0) | already | ~active).all(axis=1)
    if not instance.overlap_allowed:
        possible &= ~(already & active).any(axis=1)
    rows = np.flatnonzero(possible)
    return Table(
        instance=instance,
        people=people,
        needs=needs,
        pairs=tuple(pairs[row] for row in rows),
        person=person[rows],
        need=np.array([need_place[pairs[row].need] for row in rows], dtype=np.int64),
        town=np.array([town_place[wanted[row].municipality] for row in rows], dtype=np.int64),
        days=days[rows],
        start=starts[rows],
        end=ends[rows],
        active=active[rows],
        served=already[rows] & instance.overlap_allowed,
        room=room,
        towns=towns,
    )


def _candidates(instance: Instance, taken: set[str]) -> list[Pair]:
    def order(pair: Pair) -> tuple[str, str, int, str]:
        need = instance.need[pair.need]
        return pair.person, need.municipality, need.start, need.id

    free = (pair for pair in instance.pairs if pair.need not in taken and pair.key not in instance.forbidden)
    return sorted(free, key=order)


def _after_kept(instance: Instance, people: tuple[str, ...]) -> tuple[Integers, Integers, dict[Key, int]]:
    """Room and municipalities left, and the months (as bits) in which a person serves a municipality."""
    place = {person: row for row, person in enumerate(people)}
    room = np.array([instance.person[person].capacity for person in people], dtype=np.int64)
    most = np.array([instance.person[person].max_municipalities for person in people], dtype=np.int64)
    room = room.reshape(len(people), instance.months)
    towns = np.repeat(most[:, None], instance.months, axis=1)
    served: dict[Key, int] = {}
    for person, wanted in sorted(instance.kept):
        need = instance.need[wanted]
        room[place[person], need.start : need.end] -= instance.pair[person, wanted].days
        known = served.get((person, need.municipality), 0)
        for month in range(need.start, need.end):
            if not known >> month & 1:
                towns[place[person], month] -= 1
                known |= 1 << month
        served[person, need.municipality] = known
    return room, towns, served


def _months_of(bits: NDArray[np.object_], months: int) -> Flags:
    flags = np.zeros((len(bits), months), dtype=bool)
    for row in np.flatnonzero(bits):
        flags[row] = [bits[row] >> month & 1 for month in range(months)]
    return flags

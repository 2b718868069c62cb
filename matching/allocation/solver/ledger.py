"""What each person has taken on so far, month by month; says why one more need does not fit."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from matching.allocation.solver.instance import Instance, InstanceRefused, Key, Need


class Obstacle(StrEnum):
    """What stands in the way of one more need."""

    CAPACITY = "capacity"
    MUNICIPALITIES = "municipalities"
    OVERLAP = "overlap"
    TAKEN = "taken"
    QUOTA = "quota"
    BUDGET = "budget"


@dataclass(frozen=True, slots=True)
class Clash:
    """An obstacle, the month it shows in (0-based) and the needs that hold the month or the seat."""

    obstacle: Obstacle
    month: int
    holders: tuple[Key, ...]


class Ledger:
    """Assignments placed one at a time under the instance's constraints."""

    def __init__(self, instance: Instance, assignments: Iterable[Key] = ()) -> None:
        self.instance = instance
        self.holder: dict[str, str] = {}
        self.seated: set[str] = set()
        self._needs_of: dict[str, list[Need]] = defaultdict(list)
        self._load: dict[str, list[int]] = {}
        for key in assignments:
            self.place(key)

    def place(self, key: Key) -> None:
        """Take the pair on without asking."""
        person, need = key
        self.holder[need] = person
        self._needs_of[person].append(self.instance.need[need])
        self.seated.add(self.instance.need[need].municipality)
        load = self._load.setdefault(person, [0] * self.instance.months)
        for month in range(self.instance.need[need].start, self.instance.need[need].end):
            load[month] += self.instance.pair[key].days

    def fits(self, key: Key) -> bool:
        """Whether nothing clashes; for the many pairs of a search, which ask nothing but that."""
        person, need = key[0], self.instance.need[key[1]]
        capacity, days = self.instance.person[person].capacity, self.instance.pair[key].days
        load = self._load.get(person)
        if need.id in self.holder or days > min(capacity[need.start : need.end]):
            return False
        if load is not None and any(load[month] + days > capacity[month] for month in range(need.start, need.end)):
            return False
        return not self.clashes(key)

    def clashes(self, key: Key) -> tuple[Clash, ...]:
        """Every clash of the pair with what is placed; empty when it fits."""
        person, need = key[0], self.instance.need[key[1]]
        if need.id in self.holder:
            return (Clash(Obstacle.TAKEN, need.start, ((self.holder[need.id], need.id),)),)
        months = (clash for month in range(need.start, need.end) for clash in self._in_month(person, need, month))
        return (*months, *self._limits(key))

    def active(self, person: str, month: int) -> list[Need]:
        """Needs the person serves in a month."""
        return [need for need in self._needs_of[person] if need.start <= month < need.end]

    def load(self, person: str, month: int) -> int:
        """Tenths of a day the person has given in a month."""
        return self._load[person][month] if person in self._load else 0

    def _in_month(self, person: str, need: Need, month: int) -> list[Clash]:
        active = self.active(person, month)
        holders = tuple((person, each.id) for each in active)
        facts = self.instance.person[person]
        clashes = []
        if self.load(person, month) + self.instance.pair[person, need.id].days > facts.capacity[month]:
            clashes.append(Clash(Obstacle.CAPACITY, month, holders))
        towns = {each.municipality for each in active} | {need.municipality}
        if len(towns) > facts.max_municipalities:
            clashes.append(Clash(Obstacle.MUNICIPALITIES, month, holders))
        same = tuple((person, each.id) for each in active if each.municipality == need.municipality)
        if same and not self.instance.overlap_allowed:
            clashes.append(Clash(Obstacle.OVERLAP, month, same))
        return clashes

    def _limits(self, key: Key) -> list[Clash]:
        """The upper limits over the whole plan that one more pair would pass."""
        need, clashes = key[1], []
        for quota in self.instance.quotas:
            if quota.most is not None and need in quota.needs:
                holders = tuple((self.holder[each], each) for each in quota.needs if each in self.holder)
                if len(holders) >= quota.most:
                    clashes.append(Clash(Obstacle.QUOTA, self.instance.need[need].start, holders))
        if self.instance.budget is not None:
            spent = sum(self.instance.pair[person, held].cost for held, person in self.holder.items())
            if spent + self.instance.pair[key].cost > self.instance.budget:
                clashes.append(Clash(Obstacle.BUDGET, self.instance.need[need].start, ()))
        return clashes


def serves(instance: Instance, person: str, needs: Iterable[str]) -> bool:
    """Whether one person can serve some needs together: days, municipalities and overlaps of every month."""
    facts = instance.person[person]
    room, towns = list(facts.capacity), [list[str]() for _ in range(instance.months)]
    for id in needs:
        need, days = instance.need[id], instance.pair[person, id].days
        for month in range(need.start, need.end):
            room[month] -= days
            towns[month].append(need.municipality)
            if room[month] < 0:
                return False
    different = [len(set(now)) for now in towns]
    apart = instance.overlap_allowed or different == [len(now) for now in towns]
    return apart and max(different, default=0) <= facts.max_municipalities


def months_of(clashes: Iterable[Clash], obstacle: Obstacle) -> tuple[int, ...]:
    """The months in which an obstacle shows, in order."""
    return tuple(sorted({clash.month for clash in clashes if clash.obstacle is obstacle}))


def holders_of(clashes: Iterable[Clash], obstacle: Obstacle) -> tuple[Key, ...]:
    """The assignments that hold what an obstacle is about, in order."""
    return tuple(sorted({key for clash in clashes if clash.obstacle is obstacle for key in clash.holders}))


def ledger_of_kept(instance: Instance) -> Ledger:
    """The locked and pinned pairs placed. Raises InstanceRefused when they do not fit together."""
    ledger = Ledger(instance)
    for key in sorted(instance.kept):
        clashes = ledger.clashes(key)
        if clashes:
            raise InstanceRefused(
                f"必ず入れる組（{key[0]}・{key[1]}）は{_WORDS[clashes[0].obstacle]}ため入れられません。"
            )
        ledger.place(key)
    return ledger


_WORDS = {
    Obstacle.CAPACITY: "月の日数を超える",
    Obstacle.MUNICIPALITIES: "受け持てる市町村の数を超える",
    Obstacle.OVERLAP: "同じ市町村の同じ月にすでに入っている",
    Obstacle.TAKEN: "その要望にほかの人が入っている",
    Obstacle.QUOTA: "枠の上限を超える",
    Obstacle.BUDGET: "費用の上限を超える",
}

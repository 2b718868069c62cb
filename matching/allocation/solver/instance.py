"""What the engine is given: people, needs, feasible pairs, what is decided. Integers and text ids only."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

Key = tuple[str, str]
"""(person id, need id)."""


class InstanceRefused(ValueError):
    """The instance contradicts itself; the message says in Japanese what and where."""


class NoPlan(Exception):
    """No plan keeps everything that is demanded (locks, pins, needs that must be filled)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`capacity` is free time in tenths of a day, one entry a month of the instance."""

    id: str
    capacity: tuple[int, ...]
    max_municipalities: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One seat, active in months start <= t < end (0-based).

    `group`: prefecture and size band among which the least covered is raised (S3); empty: in none.
    """

    id: str
    municipality: str
    protected: bool
    priority: int
    start: int
    end: int
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A feasible person and need: tenths of a day a month with travel, fit 0-1000, travel minutes a month.

    `components` are the five parts of the fit, kept for explanations; empty when only the total is known.
    `cost` is yen a month.
    """

    person: str
    need: str
    days: int
    fit: int
    travel: int = 0
    components: tuple[int, ...] = ()
    cost: int = 0

    @property
    def key(self) -> Key:
        """(person, need)."""
        return self.person, self.need


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """How many of some needs are to be filled: `least` is missed with a reported shortfall, `most` never passed."""

    name: str
    needs: tuple[str, ...]
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, kw_only=True)
class Instance:
    """One allocation problem.

    `locked` pairs are contracts and `pinned` pairs a scenario's wish: both are kept, `forbidden` pairs are
    left out. `incumbents` serve today. `must_fill` needs get somebody (used by re-solves that ask why a
    need stayed empty). `overlap_allowed` lets one person hold two needs of one municipality in the same
    month: never so in the product (no two assignments of one person to one municipality overlap,
    `domain.md`), but the file format allows it. `budget` is the most yen a month of all pairs together,
    `most_changes` how many incumbents may lose their need.
    """

    months: int
    people: tuple[Person, ...]
    needs: tuple[Need, ...]
    pairs: tuple[Pair, ...]
    locked: frozenset[Key] = frozenset()
    incumbents: frozenset[Key] = frozenset()
    pinned: frozenset[Key] = frozenset()
    forbidden: frozenset[Key] = frozenset()
    must_fill: frozenset[str] = frozenset()
    overlap_allowed: bool = False
    quotas: tuple[Quota, ...] = ()
    budget: int | None = None
    most_changes: int | None = None
    weights_version: str = ""

    @cached_property
    def person(self) -> dict[str, Person]:
        """People by id."""
        return {person.id: person for person in self.people}

    @cached_property
    def need(self) -> dict[str, Need]:
        """Needs by id."""
        return {need.id: need for need in self.needs}

    @cached_property
    def pair(self) -> dict[Key, Pair]:
        """Feasible pairs by (person, need)."""
        return {pair.key: pair for pair in self.pairs}

    @cached_property
    def protected_municipalities(self) -> tuple[str, ...]:
        """A municipality is protected if any of its needs is (design decision 18); in id order."""
        return tuple(sorted({need.municipality for need in self.needs if need.protected}))

    @cached_property
    def coverage_groups(self) -> dict[str, tuple[str, ...]]:
        """Needs by group, in id order; needs nobody can serve are left out, for no plan can cover them."""
        reachable = {pair.need for pair in self.pairs if pair.key not in self.forbidden}
        groups: dict[str, list[str]] = {}
        for id in sorted(reachable):
            if group := self.need[id].group:
                groups.setdefault(group, []).append(id)
        return {group: tuple(groups[group]) for group in sorted(groups)}

    @property
    def kept(self) -> frozenset[Key]:
        """Pairs every plan contains."""
        return self.locked | self.pinned

    @cached_property
    def input_hash(self) -> str:
        """sha256 of the whole instance, whatever the order of its rows."""
        content: dict[str, object] = {
            "people": _rows(self.people),
            "needs": _rows(self.needs),
            "pairs": _rows(self.pairs),
            "quotas": _rows(self.quotas),
        }
        for name in ("locked", "incumbents", "pinned", "forbidden", "must_fill"):
            content[name] = sorted(getattr(self, name))
        for name in ("months", "overlap_allowed", "weights_version", "budget", "most_changes"):
            content[name] = getattr(self, name)
        return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def check(instance: Instance) -> None:
    """Refuse what the engine could misread. Raises InstanceRefused."""
    _unique("人材", (person.id for person in instance.people))
    _unique("要望", (need.id for need in instance.needs))
    _unique("組", (pair.key for pair in instance.pairs))
    _unique("枠", (quota.name for quota in instance.quotas))
    if instance.months < 0 or min(instance.budget or 0, instance.most_changes or 0) < 0:
        raise InstanceRefused("月の数か上限が負の数です。")
    for person in instance.people:
        if len(person.capacity) != instance.months:
            raise InstanceRefused(f"人材 {person.id} の日数が{instance.months}か月分ありません。")
        if min(person.capacity, default=0) < 0 or person.max_municipalities < 0:
            raise InstanceRefused(f"人材 {person.id} に負の数があります。")
    for need in instance.needs:
        if not 0 <= need.start < need.end <= instance.months:
            raise InstanceRefused(f"要望 {need.id} の期間が0から{instance.months}か月の中にありません。")
        if need.priority < 0:
            raise InstanceRefused(f"要望 {need.id} の優先度が負の数です。")
    for quota in instance.quotas:
        if quota.least < 0 or (quota.most is not None and quota.most < 0) or not instance.need.keys() >= {*quota.needs}:
            raise InstanceRefused(f"枠「{quota.name}」の数か要望が正しくありません。")
    _check_pairs(instance)


def _check_pairs(instance: Instance) -> None:
    for pair in instance.pairs:
        if pair.person not in instance.person or pair.need not in instance.need:
            raise InstanceRefused(f"組（{pair.person}・{pair.need}）の人材か要望が見つかりません。")
        if min(pair.days, pair.travel, pair.cost) < 0 or not 0 <= pair.fit <= 1000:
            raise InstanceRefused(f"組（{pair.person}・{pair.need}）の日数・適合・移動の値が範囲の外です。")
    for person, need in sorted(instance.kept):
        if (person, need) not in instance.pair:
            raise InstanceRefused(f"必ず入れる組（{person}・{need}）が、候補の組にありません。")
        if (person, need) in instance.forbidden:
            raise InstanceRefused(f"組（{person}・{need}）が「必ず入れる」と「入れない」の両方にあります。")
    for person, need in sorted(instance.incumbents | instance.forbidden):
        if person not in instance.person or need not in instance.need:
            raise InstanceRefused(f"今の担当か「入れない」の組（{person}・{need}）が見つかりません。")
    unknown = sorted(instance.must_fill - instance.need.keys())
    if unknown:
        raise InstanceRefused(f"必ず人をつける要望 {unknown[0]} が見つかりません。")


def _unique(kind: str, ids: Iterable[object]) -> None:
    seen: set[object] = set()
    for each in ids:
        if each in seen:
            raise InstanceRefused(f"{kind} {each} が二重にあります。")
        seen.add(each)


def _rows(records: Iterable[Person | Need | Pair | Quota]) -> list[tuple[object, ...]]:
    """Their fields in order, sorted: the ids come first and are unique."""
    return sorted(tuple(getattr(record, name) for name in record.__slots__) for record in records)

"""Seeded allocation instances: a prefecture of any density, and a country with roles, distances and remote work."""

from dataclasses import dataclass
from itertools import product
from random import Random

import numpy as np
from numpy.typing import NDArray

from matching.allocation.solver.instance import Instance, Need, Pair, Person

_ROLES = 4
_LEVELS = 3


def prefecture(*, seed: int, people: int, needs: int, pairs: int) -> Instance:
    """A year of a prefecture: half of the capacity the needs ask for, a third of the towns protected."""
    random = Random(seed)
    towns = [f"t{index:02}" for index in range(max(3, needs // 5))]
    protected = {town for town in towns if random.random() < 0.35}
    persons = [
        Person(
            id=f"p{index:03}",
            capacity=(random.choice((20, 40, 60, 80)),) * 12,
            max_municipalities=random.randint(1, 4),
        )
        for index in range(people)
    ]
    wanted = []
    for index in range(needs):
        town, start = random.choice(towns), random.randrange(10)
        end = min(12, start + random.choice((3, 6, 12)))
        priority, guarded = random.randint(1, 5), town in protected
        wanted.append(
            Need(
                id=f"n{index:03}",
                municipality=town,
                protected=guarded,
                priority=priority,
                start=start,
                end=end,
            )
        )
    chosen = random.sample(list(product(persons, wanted)), pairs)
    return Instance(
        months=12,
        people=tuple(persons),
        needs=tuple(wanted),
        pairs=tuple(_random_pair(random, person.id, need.id) for person, need in chosen),
        incumbents=frozenset((person.id, need.id) for person, need in chosen[: needs // 8]),
    )


def _random_pair(random: Random, person: str, need: str) -> Pair:
    days = random.choice((5, 10, 15, 20)) + random.choice((0, 0, 1, 2, 4))
    return Pair(
        person=person,
        need=need,
        days=days,
        fit=random.randint(200, 1000),
        travel=random.choice((0, 40, 80)),
    )


@dataclass(frozen=True, slots=True)
class _Country:
    """What decides feasibility, as columns over the needs: place, role, level asked, days, may be remote."""

    place: NDArray[np.float64]
    role: NDArray[np.int64]
    level: NDArray[np.int64]
    days: NDArray[np.int64]
    remote: NDArray[np.bool_]


def country(*, seed: int, people: int, needs: int, candidates: int = 45) -> Instance:
    """A year of a country whose people offer about half of the days asked for.

    A need asks one of four roles at one of three levels, 0.5 to 3 days a month; a fifth may be done from afar,
    the rest by somebody whose travel limit reaches the town, and travel costs up to half a day a month. Each
    person has about `candidates` feasible needs. Three towns in ten are protected.
    """
    random = np.random.default_rng(seed)
    towns = max(3, needs // 6)
    place, protected = random.random((towns, 2)), random.random(towns) < 0.3
    town = random.integers(towns, size=needs)
    start = random.integers(0, 10, needs)
    end = np.minimum(12, start + random.choice((3, 6, 9, 12), needs))
    facts = _Country(
        place=place[town],
        role=random.choice(_ROLES, needs, p=(0.4, 0.3, 0.2, 0.1)),
        level=random.integers(_LEVELS, size=needs),
        days=random.choice((5, 10, 15, 20, 30), needs, p=(0.2, 0.35, 0.2, 0.15, 0.1)),
        remote=random.random(needs) < 0.2,
    )
    priority = random.integers(1, 6, needs)
    wanted = tuple(
        Need(
            id=f"n{index:05}",
            municipality=f"t{town[index]:04}",
            protected=bool(protected[town[index]]),
            priority=int(priority[index]),
            start=int(start[index]),
            end=int(end[index]),
        )
        for index in range(needs)
    )
    pairs = [pair for index in range(people) for pair in _pairs_of(random, f"p{index:04}", facts, candidates)]
    today = random.random(len(pairs)) < 0.1 * needs / max(1, len(pairs))
    return Instance(
        months=12,
        people=tuple(_person(random, f"p{index:04}") for index in range(people)),
        needs=wanted,
        pairs=tuple(pairs),
        incumbents=frozenset(pair.key for pair, kept in zip(pairs, today, strict=True) if kept),
    )


def _person(random: np.random.Generator, name: str) -> Person:
    """Two to eight days a month, fewer in March and April for one in three."""
    days = int(random.choice((20, 30, 40, 60, 80)))
    capacity = [days] * 12
    if random.random() < 0.3:
        capacity[0] = capacity[11] = days // 2
    return Person(id=name, capacity=tuple(capacity), max_municipalities=int(random.integers(1, 5)))


def _pairs_of(random: np.random.Generator, person: str, needs: _Country, candidates: int) -> list[Pair]:
    """The needs of the person's role and level, the near ones and some remote ones."""
    role, level = random.choice(_ROLES, p=(0.4, 0.3, 0.2, 0.1)), random.integers(_LEVELS) + (random.random() < 0.4)
    suits = np.flatnonzero((needs.role == role) & (needs.level <= level))
    away = np.hypot(*(needs.place[suits] - random.random(2)).T)
    remote = needs.remote[suits]
    near = np.sort(away[~remote])
    limit = near[min(len(near) - 1, int(candidates * 0.8 * random.uniform(0.5, 1.5)))] if len(near) else 0.0
    from_afar = remote & (random.random(len(suits)) < candidates * 0.2 / max(1, remote.sum()))
    taken = np.flatnonzero(from_afar | (~remote & (away <= limit)))
    minutes = np.where(remote[taken], 0, np.rint(away[taken] / max(limit, 1e-9) * 90)).astype(int)
    fit = np.clip(random.normal(600, 150, len(taken)) - minutes, 0, 1000).astype(int)
    return [
        Pair(
            person=person,
            need=f"n{suits[place]:05}",
            days=int(needs.days[suits[place]] + minutes[row] // 18),
            fit=int(fit[row]),
            travel=int(minutes[row] * 2),
        )
        for row, place in enumerate(taken)
    ]

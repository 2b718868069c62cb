"""Seeded allocation instances of any size."""

from itertools import product
from random import Random

from matching.allocation.solver.instance import Instance, Need, Pair, Person


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

"""Random small instances for property tests, and a seeded prefecture of any size."""

from itertools import product
from random import Random

from hypothesis import strategies as st

from matching.allocation.solver.instance import Instance, Need, Pair, Person

TOWNS = ("A町", "B町", "C町")


@st.composite
def instances(draw: st.DrawFn, *, people: int = 4, needs: int = 6, months: int = 3) -> Instance:
    """Tight capacities, few towns, few distinct points: every constraint binds and ties are common."""
    persons = tuple(
        Person(
            id=f"p{index}",
            capacity=tuple(draw(st.sampled_from((0, 12, 20, 24, 40))) for _ in range(months)),
            max_municipalities=draw(st.integers(1, 3)),
        )
        for index in range(draw(st.integers(1, people)))
    )
    wanted = tuple(_drawn_need(draw, index, months=months) for index in range(draw(st.integers(1, needs))))
    pairs = [
        Pair(
            person=person.id,
            need=need.id,
            days=draw(st.sampled_from((5, 10, 12, 20))),
            fit=draw(st.sampled_from((300, 500, 501))),
            travel=draw(st.sampled_from((0, 40))),
        )
        for person, need in product(persons, wanted)
        if draw(st.integers(0, 3))
    ]
    kept_today = frozenset(pair.key for pair in pairs if draw(st.integers(0, 5)) == 0)
    return Instance(
        months=months,
        people=persons,
        needs=wanted,
        pairs=tuple(pairs),
        incumbents=kept_today,
        forbidden=frozenset(pair.key for pair in pairs if draw(st.integers(0, 9)) == 0),
        overlap_allowed=draw(st.booleans()),
    )


def _drawn_need(draw: st.DrawFn, index: int, *, months: int) -> Need:
    start = draw(st.integers(0, months - 1))
    return Need(
        id=f"n{index}",
        municipality=draw(st.sampled_from(TOWNS)),
        protected=draw(st.integers(0, 2)) == 0,
        priority=draw(st.integers(0, 3)),
        start=start,
        end=draw(st.integers(start + 1, months)),
    )


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

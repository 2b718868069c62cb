"""Random small instances for property tests."""

from itertools import product

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

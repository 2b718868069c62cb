"""A year's shares: exact to the yen whatever the costs, the rule and the corrections (drawn histories)."""

from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.errors import RuleBroken
from matching.agreements.rules import Mix
from matching.settlements.rules import Measured, shares_of

BODIES = tuple(UUID(int=number) for number in range(1, 21))
AMOUNTS = st.integers(1, 10**9)
MIXES = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(
    lambda drawn: Mix(min(drawn), abs(drawn[0] - drawn[1]), 100 - max(drawn))
)
MEASURES = st.lists(
    st.builds(Measured, half_days=st.integers(0, 400), inhabitants=st.integers(1, 900_000)), min_size=1, max_size=20
).map(lambda found: dict(zip(BODIES, found, strict=False)))
HISTORIES = st.lists(st.lists(AMOUNTS, min_size=1, max_size=12), min_size=1, max_size=8)
"""The costs of a year as first settled, then as each correction has them."""


def no_history_loses_a_yen(mix: Mix, bodies: dict[UUID, Measured], paid: list[int], history: list[list[int]]) -> None:
    """What each body pays in the end is its share of the last costs: estimate and differences, yen for yen."""
    if mix.use and not any(one.half_days for one in bodies.values()):
        with pytest.raises(RuleBroken, match="日数割"):
            shares_of(sum(history[0]), mix, bodies)
        return
    before = dict(zip(bodies, paid, strict=False))
    handed_over = dict(before)
    for costs in history:
        shares = shares_of(sum(costs), mix, bodies)
        assert sum(shares.values()) == sum(costs)
        assert all(share >= 0 for share in shares.values())
        assert shares == shares_of(sum(costs), mix, bodies)
        for body, share in shares.items():
            handed_over[body] += share - before[body]
        before = shares
    assert handed_over == before
    assert sum(handed_over.values()) == sum(history[-1])


PAID = st.lists(st.integers(0, 10**9), min_size=20, max_size=20)


@settings(max_examples=60)
@given(mix=MIXES, bodies=MEASURES, paid=PAID, history=HISTORIES)
def test_no_history_loses_or_invents_a_yen(
    mix: Mix, bodies: dict[UUID, Measured], paid: list[int], history: list[list[int]]
) -> None:
    no_history_loses_a_yen(mix, bodies, paid, history)


@pytest.mark.prove
@settings(max_examples=20_000)
@given(mix=MIXES, bodies=MEASURES, paid=PAID, history=HISTORIES)
def test_no_history_loses_or_invents_a_yen_at_length(
    mix: Mix, bodies: dict[UUID, Measured], paid: list[int], history: list[list[int]]
) -> None:
    no_history_loses_a_yen(mix, bodies, paid, history)


def test_a_share_by_population_needs_every_population() -> None:
    bodies = {BODIES[0]: Measured(2, 15_000), BODIES[1]: Measured(2, None)}
    with pytest.raises(RuleBroken, match="人口割"):
        shares_of(100, Mix(50, 50, 0), bodies)
    assert shares_of(101, Mix(100, 0, 0), bodies) == {BODIES[0]: 51, BODIES[1]: 50}

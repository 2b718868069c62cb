"""Estimated minutes: the rule of design decision 19, overrides, and the share of the month they take."""

from math import ceil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.fit.facts import Place
from matching.fit.travel import UNKNOWN, TravelTable, round_trip_tenths
from tests.matching.fit.fit_worlds import FAR, HOME, ISLAND, NEAR, NEED, PLACES, TRAVEL

places = st.builds(
    Place,
    code=st.sampled_from(("990005", "990006", "990007")),
    latitude=st.floats(24, 46),
    longitude=st.floats(122, 146),
)


def test_a_degree_of_latitude_takes_the_rule_s_time() -> None:
    south, north = (Place(code=f"99000{n}", latitude=34.0 + n, longitude=133.0) for n in (0, 1))
    kilometres = 6371 * np.pi / 180
    assert TravelTable().minutes(south, north) == ceil(kilometres * 1.3 / 50 * 60)
    assert TravelTable().minutes(south, south) == 0


def test_overrides_hold_both_ways_and_unknown_places_stay_unknown() -> None:
    assert TRAVEL.minutes(HOME, ISLAND) == TRAVEL.minutes(ISLAND, HOME) == 95
    assert TRAVEL.minutes(HOME, None) is None
    assert TravelTable().minutes(HOME, ISLAND) != 95


def test_the_matrix_is_the_scalar_rule() -> None:
    table = TravelTable({**TRAVEL.overrides, ("990001", "990003"): 200, ("990003", "990001"): 210})
    matrix = table.matrix(PLACES, PLACES)
    for row, start in enumerate(PLACES):
        for column, end in enumerate(PLACES):
            minutes = table.minutes(start, end)
            assert matrix[row, column] == (UNKNOWN if minutes is None else minutes)


@given(st.lists(places, min_size=1, max_size=4))
def test_the_matrix_agrees_to_the_minute_anywhere_in_japan(anywhere: list[Place]) -> None:
    matrix = TravelTable().matrix(anywhere, anywhere)
    assert matrix.tolist() == [[TravelTable().minutes(a, b) for b in anywhere] for a in anywhere]


@pytest.mark.parametrize(("minutes", "visits", "tenths"), [(41, 2, 4), (41, 1, 2), (0, 5, 0), (93, 1, 4), (94, 1, 5)])
def test_the_travel_share_is_both_ways_rounded_up(minutes: int, visits: int, tenths: int) -> None:
    assert round_trip_tenths(minutes=minutes, on_site_days=visits) == tenths


def test_days_are_agreed_days_and_share() -> None:
    assert TRAVEL.minutes(HOME, NEAR) == 41
    assert TRAVEL.days(HOME, NEED) == 22
    assert TRAVEL.share(FAR, NEED) > TRAVEL.share(HOME, NEED)

"""Estimated travel (推定): straight line x 1.3 at 50 km/h, overrides for islands and passes (decision 19)."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import cos, floor, pi, radians, sin

import numpy as np
from numpy.typing import NDArray

from matching.fit.facts import TENTHS_PER_HALF_DAY, NeedFacts, Place

EARTH_RADIUS_KM = 6371.0
DETOUR = 1.3
KM_PER_HOUR = 50.0
WORKING_DAY_MINUTES = 465
"""7 hours 45 minutes, the working day of local government staff."""
UNKNOWN = -1


@cache
def _minute_limits() -> tuple[float, ...]:
    """Squared chord on the unit sphere that is reached after 0, 1, 2 ... minutes.

    Comparing squared chords needs only correctly rounded operations, so the scalar and the numpy version
    agree to the bit; two libraries' arcsines need not.
    """
    km_per_minute = KM_PER_HOUR / 60 / DETOUR
    minutes = floor(pi * EARTH_RADIUS_KM / km_per_minute)
    chords = (2 * sin(minute * km_per_minute / EARTH_RADIUS_KM / 2) for minute in range(minutes + 1))
    return tuple(chord * chord for chord in chords)


def _unit_vector(place: Place) -> tuple[float, float, float]:
    latitude, longitude = radians(place.latitude), radians(place.longitude)
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)


def round_trip_tenths(*, minutes: int, on_site_days: int) -> int:
    """Tenths of a day a month spent travelling: both ways for each visit, the month's total rounded up.

    Rounded up so that a plan never promises time the person does not have: 41 minutes, two visits -> 4 (0.4
    days).
    """
    return -(-20 * minutes * on_site_days // WORKING_DAY_MINUTES)


@dataclass(frozen=True, slots=True)
class TravelTable:
    """One-way minutes between offices; `overrides`: a pair of 団体コード, either way round -> minutes."""

    overrides: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def minutes(self, start: Place | None, end: Place | None) -> int | None:
        """One-way minutes, a begun minute counting as one; None when either place is unknown."""
        if start is None or end is None:
            return None
        for key in ((start.code, end.code), (end.code, start.code)):
            if key in self.overrides:
                return self.overrides[key]
        (ax, ay, az), (bx, by, bz) = _unit_vector(start), _unit_vector(end)
        dx, dy, dz = ax - bx, ay - by, az - bz
        return bisect_left(_minute_limits(), dx * dx + dy * dy + dz * dz)

    def matrix(self, starts: Sequence[Place | None], ends: Sequence[Place | None]) -> NDArray[np.int32]:
        """`minutes` for every start (rows) and end (columns); UNKNOWN where a place is unknown."""
        a, b = _vectors(starts), _vectors(ends)
        dx, dy, dz = (a[:, None, axis] - b[None, :, axis] for axis in range(3))
        chords = dx * dx + dy * dy + dz * dz
        found = np.searchsorted(np.array(_minute_limits()), chords).astype(np.int32)
        from_codes, to_codes = _codes(starts), _codes(ends)
        for first, second in ((1, 0), (0, 1)):  # the pair as written wins over its reverse
            for pair, minutes in self.overrides.items():
                found[np.ix_(from_codes == pair[first], to_codes == pair[second])] = minutes
        found[np.isnan(chords)] = UNKNOWN
        return found

    def share(self, start: Place | None, need: NeedFacts) -> int:
        """Tenths of a day a month travel adds; 0 when nothing is on site or a place is unknown."""
        return round_trip_tenths(minutes=self.minutes(start, need.office) or 0, on_site_days=need.on_site_days)

    def days(self, start: Place | None, need: NeedFacts) -> int:
        """Tenths of a day a month the need takes from a person: agreed days and travel share."""
        return need.half_days * TENTHS_PER_HALF_DAY + self.share(start, need)


def _vectors(places: Sequence[Place | None]) -> NDArray[np.float64]:
    nowhere = (np.nan, np.nan, np.nan)
    return np.array([nowhere if place is None else _unit_vector(place) for place in places]).reshape(-1, 3)


def _codes(places: Sequence[Place | None]) -> NDArray[np.str_]:
    return np.array(["" if place is None else place.code for place in places], dtype=np.str_)

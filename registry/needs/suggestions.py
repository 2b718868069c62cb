"""Needs worth joining: the same theme, town halls near each other, periods that overlap. Pure; reasons in words."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import asin, cos, radians, sin, sqrt
from typing import Final
from uuid import UUID

from foundation.database.columns import Period
from foundation.text.dates import add_months
from registry.needs.budget import next_chances
from registry.needs.reference import budgets
from registry.needs.rules import BUDGETS, THEMES, BudgetRound, Urgency

NEAR_KM: Final = 50.0
"""How far apart two town halls may be, in a straight line: some 80 minutes by car. Our own default."""

VAGUE: Final = frozenset({"other", "unknown"})
"""Themes that two needs do not share by having ticked them."""

LARGEST: Final = 8
"""Towns in one suggested group."""

MOST: Final = 10
"""Groups shown at once: nobody joins more in a morning."""

EARTH_KM: Final = 6371.0
PLACED: Final = frozenset({BudgetRound.INITIAL, BudgetRound.JUNE, BudgetRound.SEPTEMBER, BudgetRound.DECEMBER})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A need that may be joined. `period` is its requirement's, or what its urgency or budget says; None: not known."""

    need: UUID
    municipality: UUID
    town: str
    title: str
    themes: frozenset[str]
    latitude: float
    longitude: float
    period: Period | None
    budget: str | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A need worth joining with another: `reasons` for it, `cautions` to settle first, distance in kilometres."""

    candidate: Candidate
    reasons: tuple[str, ...]
    cautions: tuple[str, ...]
    km: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """Needs of several towns that go together; the first is the one the others were compared with."""

    first: Candidate
    others: tuple[Suggestion, ...]

    @property
    def towns(self) -> list[str]:
        """Their names."""
        return [self.first.town, *(one.candidate.town for one in self.others)]

    @property
    def candidates(self) -> list[Candidate]:
        """All of them."""
        return [self.first, *(one.candidate for one in self.others)]


def expected_period(urgency: str | None, budget: str | None, *, today: date) -> Period | None:
    """When a need without a requirement means to be worked on; half-open, None where nobody said."""
    if budget in PLACED:
        chance = next(chance for chance in next_chances(budgets(), today=today) if chance.code == budget)
        return Period(chance.spend_from, add_months(chance.spend_from, 12))
    if urgency in (Urgency.THIS_MONTH, Urgency.THREE_MONTHS):
        return Period(today, add_months(today, 1 if urgency == Urgency.THIS_MONTH else 3))
    if urgency == Urgency.NEXT_BUDGET:
        return Period(add_months(date(today.year, 4, 1), 12 if today.month >= 4 else 0), None)
    return None


def worth_joining(need: Candidate, others: Iterable[Candidate]) -> list[Suggestion]:
    """Of each other town the needs that go with this one, the nearest first."""
    found = [suggestion for other in others if (suggestion := _compare(need, other))]
    return sorted(found, key=lambda one: (len(one.cautions), one.km, one.candidate.need))


def clusters(candidates: Sequence[Candidate]) -> list[Cluster]:
    """Groups over all candidates, the largest first; each need is in one at most, each town once in a group."""
    near = {one.need: worth_joining(one, candidates) for one in candidates}
    left = {one.need: one for one in candidates if near[one.need]}
    found: list[Cluster] = []
    while left and len(found) < MOST:
        grown = [_grown(one, near, left) for one in left.values()]
        best = max(grown, key=lambda cluster: (len(cluster.others), -_width(cluster), str(cluster.first.need)))
        if not best.others:
            break
        found.append(best)
        for one in best.candidates:
            del left[one.need]
    return found


def _grown(first: Candidate, near: Mapping[UUID, list[Suggestion]], left: Container[UUID]) -> Cluster:
    """Everybody in the group has to go with everybody else."""
    chosen: list[Suggestion] = []
    for suggestion in near[first.need]:
        one = suggestion.candidate
        if one.need not in left or len(chosen) == LARGEST - 1:
            continue
        goes_with = {other.candidate.need for other in near[one.need]}
        if goes_with.issuperset(held.candidate.need for held in chosen):
            chosen.append(suggestion)
    return Cluster(first, tuple(chosen))


def _width(cluster: Cluster) -> float:
    return max((_km(one, other) for one, other in combinations(cluster.candidates, 2)), default=0.0)


def _compare(need: Candidate, other: Candidate) -> Suggestion | None:
    shared = [theme for theme in THEMES if theme in need.themes & other.themes - VAGUE]
    km = _km(need, other)
    if need.municipality == other.municipality or not shared or km > NEAR_KM:
        return None
    if need.period and other.period and not need.period.overlaps(other.period):
        return None
    reasons = (
        f"同じこと：{'、'.join(THEMES[theme] for theme in shared)}",
        f"近い：役場どうしは直線で約{round(km)}km",
        *_together(need.period, other.period),
    )
    return Suggestion(other, reasons, tuple(_cautions(need, other)), km)


def _together(period: Period | None, other: Period | None) -> tuple[str, ...]:
    if period is None or other is None:
        return ()
    start = max(period.start, other.start)
    return (f"時期が重なる：{start.year}年{start.month}月から",)


def _cautions(need: Candidate, other: Candidate) -> Iterable[str]:
    if need.period is None or other.period is None:
        yield "時期が決まっていない町があります。先に電話で確かめてください。"
    if need.budget in PLACED and other.budget in PLACED and need.budget != other.budget:
        words = {str(code): name for code, name in BUDGETS.items()}
        yield f"予算の時期が違います（{words[str(need.budget)]}と{words[str(other.budget)]}）。"


def _km(one: Candidate, other: Candidate) -> float:
    """Great-circle distance (haversine)."""
    north, south = radians(one.latitude), radians(other.latitude)
    across = radians(other.longitude - one.longitude)
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(across / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))

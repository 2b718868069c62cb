"""The fit of one person and one need: five integer components, 0-1000 together (the plain loop version)."""

from typing import NamedTuple

from matching.fit.facts import NeedFacts, PersonFacts
from matching.fit.travel import TravelTable
from matching.fit.weights import Weights


class Fit(NamedTuple):
    """Points of the five components, in the order they are stored and shown."""

    desired: int
    level: int
    travel: int
    region: int
    budget: int

    @property
    def total(self) -> int:
        """0-1000."""
        return sum(self)


def score(person: PersonFacts, need: NeedFacts, *, weights: Weights, travel: TravelTable) -> Fit:
    """Points of one pair. Says nothing about eligibility: an excluded pair has a fit as well."""
    return Fit(
        desired=_desired(person, need, weights=weights),
        level=_level(person, need, weights=weights),
        travel=_travel(person, need, weights=weights, travel=travel),
        region=_region(person, need, weights=weights),
        budget=_budget(person, need, weights=weights),
    )


def _desired(person: PersonFacts, need: NeedFacts, *, weights: Weights) -> int:
    """Share of the desired levels that is held; everything when nothing is desired."""
    wanted = sum(need.desired_skills.values())
    if wanted == 0:
        return weights.desired
    held = sum(min(person.skills.get(skill, 0), level) for skill, level in need.desired_skills.items())
    return weights.desired * held // wanted


def _level(person: PersonFacts, need: NeedFacts, *, weights: Weights) -> int:
    """Depth above the required levels; each surplus is capped: one deep skill does not pay for others."""
    if not need.required_skills:
        return weights.level
    cap = weights.level_surplus_cap
    surplus = sum(
        min(max(person.skills.get(skill, 0) - level, 0), cap) for skill, level in need.required_skills.items()
    )
    return weights.level_exact + (weights.level - weights.level_exact) * surplus // (cap * len(need.required_skills))


def _travel(person: PersonFacts, need: NeedFacts, *, weights: Weights, travel: TravelTable) -> int:
    if need.on_site_days == 0:
        return weights.travel
    minutes = travel.minutes(person.base, need.office)
    if minutes is None:
        return 0
    zero = weights.travel_zero_minutes
    return weights.travel * max(zero - minutes, 0) // zero


def _region(person: PersonFacts, need: NeedFacts, *, weights: Weights) -> int:
    """An unasked person and an unlisted region are different things, each with its own published points."""
    if not person.region_ranks:
        return weights.region_unasked
    if need.region not in person.region_ranks:
        return weights.region_unlisted
    place = min(person.region_ranks[need.region], len(weights.region_by_rank))
    return weights.region_by_rank[place - 1]


def _budget(person: PersonFacts, need: NeedFacts, *, weights: Weights) -> int:
    if person.asked_rate is None or not need.rate_ceiling:
        return weights.budget_unknown
    headroom = max(need.rate_ceiling - person.asked_rate, 0)
    full = need.rate_ceiling * weights.budget_full_percent
    return min(weights.budget, weights.budget * headroom * 100 // full)

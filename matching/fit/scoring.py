"""The fit of many pairs at once; the same integers as `score.score`."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from matching.fit.facts import NeedFacts, PersonFacts
from matching.fit.travel import UNKNOWN, TravelTable
from matching.fit.weights import Weights

Integers = NDArray[np.int64]


def score_pairs(
    people: Sequence[PersonFacts],
    needs: Sequence[NeedFacts],
    *,
    rows: NDArray[np.intp],
    columns: NDArray[np.intp],
    weights: Weights,
    travel: TravelTable,
) -> Integers:
    """Five components (columns in the order of `Fit`) for each pair people[rows[k]], needs[columns[k]].

    Meant for the survivors of the hard filter: `rows, columns = np.nonzero(eligible(...) == 0)`.
    """
    skills = {skill: place for place, skill in enumerate(dict.fromkeys(s for p in people for s in p.skills))}
    levels = np.zeros((len(people), len(skills) + 1), dtype=np.int64)  # the last column: a skill nobody has
    for row, person in enumerate(people):
        for skill, level in person.skills.items():
            levels[row, skills[skill]] = level
    found = np.zeros((len(rows), 5), dtype=np.int64)
    minutes = travel.matrix([person.base for person in people], [need.office for need in needs])
    found[:, 2] = _travel(minutes[rows, columns], needs, columns, weights=weights)
    found[:, 3] = _region(people, needs, weights=weights)[rows, columns]
    asked = np.array([-1 if p.asked_rate is None else p.asked_rate for p in people], dtype=np.int64)
    order = np.argsort(columns, kind="stable")
    starts = np.searchsorted(columns[order], np.arange(len(needs) + 1))
    for column, need in enumerate(needs):
        pairs = order[starts[column] : starts[column + 1]]
        of_need = rows[pairs]
        found[pairs, 0] = _desired(levels[of_need], need, skills=skills, weights=weights)
        found[pairs, 1] = _level(levels[of_need], need, skills=skills, weights=weights)
        found[pairs, 4] = _budget(asked[of_need], need, weights=weights)
    return found


def _columns(asked: Mapping[UUID, int], skills: Mapping[UUID, int]) -> list[int]:
    return [skills.get(skill, len(skills)) for skill in asked]


def _desired(levels: Integers, need: NeedFacts, *, skills: Mapping[UUID, int], weights: Weights) -> Integers | int:
    wanted = np.array(list(need.desired_skills.values()), dtype=np.int64)
    if wanted.sum() == 0:
        return weights.desired
    held = np.minimum(levels[:, _columns(need.desired_skills, skills)], wanted).sum(axis=1)
    points: Integers = weights.desired * held // wanted.sum()
    return points


def _level(levels: Integers, need: NeedFacts, *, skills: Mapping[UUID, int], weights: Weights) -> Integers | int:
    if not need.required_skills:
        return weights.level
    required = np.array(list(need.required_skills.values()), dtype=np.int64)
    cap = weights.level_surplus_cap
    surplus = np.clip(levels[:, _columns(need.required_skills, skills)] - required, 0, cap).sum(axis=1)
    points: Integers = weights.level_exact + (weights.level - weights.level_exact) * surplus // (cap * len(required))
    return points


def _travel(
    minutes: NDArray[np.int32], needs: Sequence[NeedFacts], columns: NDArray[np.intp], *, weights: Weights
) -> Integers:
    zero = weights.travel_zero_minutes
    points = weights.travel * np.maximum(zero - minutes.astype(np.int64), 0) // zero
    points[minutes == UNKNOWN] = 0
    points[np.array([need.on_site_days == 0 for need in needs], dtype=bool)[columns]] = weights.travel
    return points


def _region(people: Sequence[PersonFacts], needs: Sequence[NeedFacts], *, weights: Weights) -> Integers:
    """Points for every person (rows) and need (columns), from each person's few ranks."""
    regions = {region: place for place, region in enumerate(dict.fromkeys(need.region for need in needs))}
    points = np.full((len(people), len(regions)), weights.region_unlisted, dtype=np.int64)
    for row, person in enumerate(people):
        if not person.region_ranks:
            points[row] = weights.region_unasked
        for region, rank in person.region_ranks.items():
            if region in regions:
                points[row, regions[region]] = weights.region_by_rank[min(rank, len(weights.region_by_rank)) - 1]
    return points[:, [regions[need.region] for need in needs]]


def _budget(asked: Integers, need: NeedFacts, *, weights: Weights) -> Integers | int:
    if not need.rate_ceiling:
        return weights.budget_unknown
    headroom = np.maximum(need.rate_ceiling - asked, 0)
    points = weights.budget * headroom * 100 // (need.rate_ceiling * weights.budget_full_percent)
    return np.where(asked < 0, weights.budget_unknown, np.minimum(points, weights.budget))

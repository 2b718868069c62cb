"""The hard filter over all people and needs at once; the same bits as `reasons.why_excluded`."""

from collections.abc import Hashable, Iterable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from matching.fit.facts import TENTHS_PER_HALF_DAY, NeedFacts, PersonFacts
from matching.fit.reasons import Reasons
from matching.fit.travel import UNKNOWN, WORKING_DAY_MINUTES, TravelTable

Flags = NDArray[np.bool_]
_NO_LIMIT = np.iinfo(np.int64).max


def eligible(people: Sequence[PersonFacts], needs: Sequence[NeedFacts], *, travel: TravelTable) -> NDArray[np.uint16]:
    """Bits of `Reasons` for every person (rows) and need (columns); 0 where the pair is feasible."""
    minutes = travel.matrix([person.base for person in people], [need.office for need in needs])
    absent, short = _time(people, needs, minutes=minutes)
    bits = np.zeros((len(people), len(needs)), dtype=np.uint16)
    found = {
        Reasons.ROLE: _no_common([p.roles for p in people], [{n.role} for n in needs]),
        Reasons.SKILL: _skill_missing(people, needs),
        Reasons.FORM: _no_common([p.forms for p in people], [n.forms for n in needs]),
        Reasons.AVAILABILITY: absent,
        Reasons.CAPACITY: short,
        Reasons.RATE: _asked(people)[:, None] > _limits(n.rate_ceiling for n in needs)[None, :],
        Reasons.TRAVEL: _too_far(people, needs, minutes=minutes),
        Reasons.REMOTE: _works_otherwise(people, needs),
        Reasons.CONFLICT: _named([p.conflicts for p in people], [n.municipality for n in needs]),
        Reasons.REFUSED_BY_TOWN: _named([n.refused_persons for n in needs], [p.id for p in people]).T,
        Reasons.REFUSED_BY_PERSON: _named([p.refused_municipalities for p in people], [n.municipality for n in needs]),
        Reasons.LEGAL_LOCK: np.array([p.legal_lock for p in people], dtype=bool)[:, None],
        Reasons.TRAINING: ~np.array([p.training_passed for p in people], dtype=bool)[:, None],
    }
    for reason, holds in found.items():
        bits |= holds * np.uint16(reason)
    return bits


def _words(sets: Iterable[Iterable[Hashable]], universe: dict[Hashable, int]) -> NDArray[np.uint64]:
    """Each set as a row of 64-bit words over the universe; members outside the universe are dropped."""
    rows = [[universe[item] for item in items if item in universe] for items in sets]
    flags = np.zeros((len(rows), 64 * (len(universe) // 64 + 1)), dtype=bool)
    for row, columns in enumerate(rows):
        flags[row, columns] = True
    return np.packbits(flags, axis=1).view(np.uint64)


def _universe(sets: Iterable[Iterable[Hashable]]) -> dict[Hashable, int]:
    return {item: place for place, item in enumerate(dict.fromkeys(chain.from_iterable(sets)))}


def _no_common(held: Sequence[Iterable[Hashable]], wanted: Sequence[Iterable[Hashable]]) -> Flags:
    universe = _universe(wanted)
    have, want = _words(held, universe), _words(wanted, universe)
    common = np.zeros((len(held), len(wanted)), dtype=bool)
    for word in range(have.shape[1]):
        common |= (have[:, None, word] & want[None, :, word]) != 0
    return ~common


def _skill_missing(people: Sequence[PersonFacts], needs: Sequence[NeedFacts]) -> Flags:
    """Each (skill, level) that some need asks is one bit, held by everybody at or above that level."""
    wanted = [need.required_skills.items() for need in needs]
    universe = _universe(wanted)
    have = _words(([(s, level) for s in p.skills for level in range(1, p.skills[s] + 1)] for p in people), universe)
    want = _words(wanted, universe)
    missing = np.zeros((len(people), len(needs)), dtype=bool)
    for word in range(have.shape[1]):
        missing |= (want[None, :, word] & ~have[:, None, word]) != 0
    return missing


def _time(
    people: Sequence[PersonFacts], needs: Sequence[NeedFacts], *, minutes: NDArray[np.int32]
) -> tuple[Flags, Flags]:
    """(month not offered, month too short); least capacity is taken once per distinct period."""
    visits = np.array([need.on_site_days for need in needs], dtype=np.int64)
    agreed = np.array([need.half_days * TENTHS_PER_HALF_DAY for need in needs], dtype=np.int64)
    known = np.maximum(minutes, 0).astype(np.int64)
    days = agreed[None, :] - (-20 * known * visits[None, :]) // WORKING_DAY_MINUTES
    periods = {months: place for place, months in enumerate(dict.fromkeys(need.months for need in needs))}
    absent = np.zeros((len(people), len(periods)), dtype=bool)
    least = np.full((len(people), len(periods)), _NO_LIMIT, dtype=np.int64)
    for months, place in periods.items():
        for row, person in enumerate(people):
            offered = [person.capacity[month] for month in months if month in person.capacity]
            absent[row, place] = len(offered) < len(months)
            least[row, place] = min(offered, default=_NO_LIMIT)
    column = [periods[need.months] for need in needs]
    return absent[:, column], least[:, column] < days


def _asked(people: Sequence[PersonFacts]) -> NDArray[np.int64]:
    return np.array([-1 if p.asked_rate is None else p.asked_rate for p in people], dtype=np.int64)


def _limits(values: Iterable[int | None]) -> NDArray[np.int64]:
    return np.array([_NO_LIMIT if value is None else value for value in values], dtype=np.int64)


def _too_far(people: Sequence[PersonFacts], needs: Sequence[NeedFacts], *, minutes: NDArray[np.int32]) -> Flags:
    on_site = np.array([need.on_site_days > 0 for need in needs], dtype=bool)
    limits = _limits(person.travel_limit_minutes for person in people)
    far: Flags = on_site[None, :] & ((minutes == UNKNOWN) | (minutes > limits[:, None]))
    return far


def _works_otherwise(people: Sequence[PersonFacts], needs: Sequence[NeedFacts]) -> Flags:
    visits = np.array([need.on_site_days > 0 for need in needs], dtype=bool)
    remote = np.array([need.remote_half_days > 0 for need in needs], dtype=bool)
    stays_away = np.array([not person.on_site for person in people], dtype=bool)
    comes_only = np.array([not person.remote for person in people], dtype=bool)
    otherwise: Flags = (stays_away[:, None] & visits[None, :]) | (comes_only[:, None] & remote[None, :])
    return otherwise


def _named(sets: Sequence[frozenset[Hashable]], items: Sequence[Hashable]) -> Flags:
    """True where the row's set holds the column's item; the sets are small and mostly empty."""
    columns: dict[Hashable, list[int]] = {}
    for column, item in enumerate(items):
        columns.setdefault(item, []).append(column)
    named = np.zeros((len(sets), len(items)), dtype=bool)
    for row, members in enumerate(sets):
        for member in members:
            named[row, columns.get(member, [])] = True
    return named

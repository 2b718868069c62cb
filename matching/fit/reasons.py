"""Why a person cannot serve a need: one bit per hard reason, in the design's order (plain loop)."""

from enum import IntFlag

from matching.fit.facts import NeedFacts, PersonFacts
from matching.fit.travel import TravelTable


class Reasons(IntFlag):
    """Hard reasons; zero means eligible. A conflict of interest is never soft."""

    ROLE = 1 << 0
    SKILL = 1 << 1
    FORM = 1 << 2
    AVAILABILITY = 1 << 3
    CAPACITY = 1 << 4
    RATE = 1 << 5
    TRAVEL = 1 << 6
    REMOTE = 1 << 7
    CONFLICT = 1 << 8
    REFUSED_BY_TOWN = 1 << 9
    REFUSED_BY_PERSON = 1 << 10
    LEGAL_LOCK = 1 << 11
    TRAINING = 1 << 12


def why_excluded(person: PersonFacts, need: NeedFacts, *, travel: TravelTable) -> Reasons:
    """Every hard reason that keeps this person from this need; `screening.eligible` gives the same bits."""
    found = {
        Reasons.ROLE: need.role not in person.roles,
        Reasons.SKILL: any(person.skills.get(s, 0) < level for s, level in need.required_skills.items()),
        Reasons.FORM: person.forms.isdisjoint(need.forms),
        Reasons.AVAILABILITY: any(month not in person.capacity for month in need.months),
        Reasons.CAPACITY: bool(short_months(person, need, travel=travel)),
        Reasons.RATE: _asks_too_much(person, need),
        Reasons.TRAVEL: _too_far(person, need, travel=travel),
        Reasons.REMOTE: _works_otherwise(person, need),
        Reasons.CONFLICT: need.municipality in person.conflicts,
        Reasons.REFUSED_BY_TOWN: person.id in need.refused_persons,
        Reasons.REFUSED_BY_PERSON: need.municipality in person.refused_municipalities,
        Reasons.LEGAL_LOCK: person.legal_lock,
        Reasons.TRAINING: not person.training_passed,
    }
    return Reasons(sum(reason for reason, holds in found.items() if holds))


def short_months(person: PersonFacts, need: NeedFacts, *, travel: TravelTable) -> tuple[tuple[int, int], ...]:
    """Offered months with less free time than agreed days and travel share together."""
    days = travel.days(person.base, need)
    return tuple(month for month in need.months if month in person.capacity and person.capacity[month] < days)


def _asks_too_much(person: PersonFacts, need: NeedFacts) -> bool:
    if person.asked_rate is None or need.rate_ceiling is None:
        return False
    return person.asked_rate > need.rate_ceiling


def _too_far(person: PersonFacts, need: NeedFacts, *, travel: TravelTable) -> bool:
    """Beyond the limit, or on site with an unknown place: its travel share could not be counted."""
    if need.on_site_days == 0:
        return False
    minutes = travel.minutes(person.base, need.office)
    if minutes is None:
        return True
    return person.travel_limit_minutes is not None and minutes > person.travel_limit_minutes


def _works_otherwise(person: PersonFacts, need: NeedFacts) -> bool:
    visits_refused = need.on_site_days > 0 and not person.on_site
    remote_refused = need.remote_half_days > 0 and not person.remote
    return visits_refused or remote_refused

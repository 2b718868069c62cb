"""From registry rows to the engine's facts: tenths of a day, months, what a town already has."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from msgspec import structs

from matching.allocation.facts import Commitment, most_towns_at_once, need_facts, person_facts
from matching.allocation.rules import months_to_serve, priority, visits
from registry.members.schemas import MemberFacts
from registry.municipalities.queries import Town
from registry.needs.requirement_schemas import RequirementRow

TODAY = date(2026, 11, 20)
TOWN, OTHER = UUID(int=1), UUID(int=2)
MEMBER = MemberFacts(
    id=UUID(int=9), roles=frozenset({"engineer"}), skills={UUID(int=5): 3}, forms=frozenset({"contract"}),
    on_site=True, remote=False, travel_limit_minutes=60, max_municipalities=3, base_code=None, latitude=None,
    longitude=None, day_rate_yen=None, wishes={TOWN: 2}, refused=frozenset({OTHER}),
)  # fmt: skip
ASKED = RequirementRow(
    need=UUID(int=7), municipality=TOWN, role="engineer", half_days=3, on_site_half_days=3,
    first_day=date(2026, 12, 31), last_day=date(2027, 2, 1), form="contract", day_rate_ceiling_yen=None, skills=[],
)  # fmt: skip
SMALL = Town(
    id=TOWN, code="990001", name="架空町", kana="", kind="town", prefecture=OTHER, latitude=34.5, longitude=133.0,
    population=9_000, population_as_of=None, dx_staff=1, dx_staff_as_of=None,
)  # fmt: skip
HELD = Commitment(
    member=MEMBER.id, municipality=TOWN, need=UUID(int=8), half_days=4, first_day=date(2026, 12, 1),
    last_day=date(2027, 1, 31), booked=False,
)  # fmt: skip


def test_a_half_day_is_five_tenths() -> None:
    facts = person_facts(MEMBER, remaining={date(2026, 12, 1): 3}, commitments=(), conflicts=(), today=TODAY)
    assert facts.capacity == {(2026, 12): 15}


def test_a_month_counts_when_any_day_of_it_is_to_be_served() -> None:
    assert need_facts(ASKED, SMALL, urgency=None, today=TODAY).months == ((2026, 12), (2027, 1), (2027, 2))
    assert months_to_serve(date(2026, 1, 1), TODAY, today=TODAY) == ((2026, 11),)
    assert months_to_serve(date(2026, 1, 1), date(2026, 11, 19), today=TODAY) == ()


def test_half_a_day_at_the_office_costs_a_whole_trip() -> None:
    assert [visits(half_days) for half_days in (0, 1, 2, 3)] == [0, 1, 1, 2]
    assert need_facts(ASKED, SMALL, urgency=None, today=TODAY).on_site_days == 2


def test_days_that_wait_for_an_answer_are_gone_and_booked_ones_not_counted_twice() -> None:
    left = {date(2026, 12, 1): 6, date(2027, 2, 1): 6}
    waiting = person_facts(MEMBER, remaining=left, commitments=(HELD,), conflicts=(), today=TODAY)
    booked = person_facts(MEMBER, remaining=left, commitments=(replace(HELD, booked=True),), conflicts=(), today=TODAY)
    assert waiting.capacity == {(2026, 12): 10, (2027, 2): 30}
    assert booked.capacity == {(2026, 12): 30, (2027, 2): 30}


def test_towns_already_served_take_their_places() -> None:
    later = replace(HELD, municipality=OTHER, first_day=date(2027, 2, 1), last_day=date(2027, 3, 31))
    assert most_towns_at_once((HELD, later), today=TODAY) == 1
    assert most_towns_at_once((HELD, replace(later, first_day=date(2027, 1, 31))), today=TODAY) == 2
    facts = person_facts(MEMBER, remaining={}, commitments=(HELD,), conflicts=(), today=TODAY)
    assert facts.max_municipalities == 2


def test_a_town_with_an_unknown_fact_is_not_protected() -> None:
    assert need_facts(ASKED, SMALL, urgency=None, today=TODAY).protected
    unknown = need_facts(ASKED, structs.replace(SMALL, dx_staff=None), urgency=None, today=TODAY)
    assert not unknown.protected


def test_wishes_refusals_and_urgency_are_carried_over() -> None:
    facts = person_facts(MEMBER, remaining={}, commitments=(), conflicts={OTHER}, today=TODAY)
    assert facts.region_ranks == {str(TOWN): 2}
    assert (facts.refused_municipalities, facts.conflicts) == (frozenset({OTHER}), frozenset({OTHER}))
    assert need_facts(ASKED, SMALL, urgency=None, today=TODAY).region == str(TOWN)
    assert priority("this_month") > priority("three_months") > priority(None) > priority("not_urgent")

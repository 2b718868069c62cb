"""A skill counts on the first day of a need or does not; a month that a pause touches is not offered."""

from datetime import date
from uuid import UUID

from msgspec import structs

from matching.allocation.lapsing import dated_skills, held_on, in_months, on_day
from tests.matching.allocation.test_allocation_facts import MEMBER

CLOUD, DESK = UUID(int=71), UUID(int=72)
SPRING, SUMMER = date(2027, 4, 1), date(2027, 7, 1)
PERSON = structs.replace(MEMBER, skills={CLOUD: 3, DESK: 2}, valid={CLOUD: (None, date(2027, 6, 30))})
OTHER = structs.replace(MEMBER, skills={CLOUD: 2}, valid={})


def test_a_lapsed_skill_is_missing_where_the_need_begins_later() -> None:
    dated = dated_skills([PERSON, OTHER])
    held = held_on(PERSON, days=[SPRING, SUMMER], dated=dated)
    assert held == {DESK: 2, on_day(CLOUD, SPRING, dated): 3}
    assert held_on(OTHER, days=[SPRING, SUMMER], dated=dated).keys() == {
        on_day(CLOUD, day, dated) for day in (SPRING, SUMMER)
    }


def test_a_skill_without_dates_keeps_its_id() -> None:
    assert on_day(DESK, SPRING, dated_skills([PERSON])) == DESK


def test_months_that_a_pause_touches_are_not_offered() -> None:
    resting = structs.replace(MEMBER, pauses=[(date(2027, 4, 30), date(2027, 5, 31))])
    remaining = {date(2027, month, 1): 4 for month in (3, 4, 5, 6)}
    assert in_months(resting, remaining).keys() == {date(2027, 3, 1), date(2027, 6, 1)}

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.text.dates import (
    EmptyPeriod,
    add_months,
    days_left,
    deadline_instant,
    fiscal_year,
    fiscal_year_period,
    is_past,
    months_between,
    period_text,
    today_jst,
)

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))


def test_today_is_the_day_in_japan() -> None:
    assert today_jst(datetime(2026, 3, 31, 14, 59, 59, tzinfo=UTC)) == date(2026, 3, 31)
    assert today_jst(datetime(2026, 3, 31, 15, 0, 0, tzinfo=UTC)) == date(2026, 4, 1)


def test_a_deadline_includes_its_whole_day_in_japan() -> None:
    end = deadline_instant(date(2026, 11, 20))
    assert end == datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
    assert not is_past(date(2026, 11, 20), now=end - timedelta(microseconds=1))
    assert is_past(date(2026, 11, 20), now=end)


@pytest.mark.parametrize(
    ("today", "shown"),
    [
        (date(2026, 11, 15), "あと5日"),
        (date(2026, 11, 20), "きょう"),
        (date(2026, 11, 22), "2日過ぎています"),
    ],
)
def test_days_left(today: date, shown: str) -> None:
    assert days_left(date(2026, 11, 20), today=today) == shown


@given(DAYS)
def test_every_day_lies_in_its_fiscal_year(day: date) -> None:
    start, end = fiscal_year_period(fiscal_year(day))
    assert start <= day < end


def test_adding_months_ends_at_short_months() -> None:
    assert add_months(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert add_months(date(2028, 3, 31), -1) == date(2028, 2, 29)
    assert add_months(date(2026, 12, 1), 1) == date(2027, 1, 1)


def test_months_between_takes_in_every_touched_month() -> None:
    assert months_between(date(2026, 12, 31), date(2027, 2, 2)) == [
        date(2026, 12, 1),
        date(2027, 1, 1),
        date(2027, 2, 1),
    ]


def test_months_between_leaves_out_the_month_of_an_end_on_its_first_day() -> None:
    assert months_between(date(2027, 1, 5), date(2027, 2, 1)) == [date(2027, 1, 1)]
    assert months_between(date(2027, 1, 5), date(2027, 1, 5)) == []


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        (date(2027, 1, 5), date(2027, 4, 1), "令和9年1月5日〜3月31日"),
        (date(2026, 4, 1), date(2027, 4, 1), "令和8年4月1日〜令和9年3月31日"),
        (date(2019, 4, 1), date(2019, 6, 1), "平成31年4月1日〜令和元年5月31日"),
        (date(2027, 1, 5), date(2027, 1, 6), "令和9年1月5日"),
        (date(2027, 1, 5), None, "令和9年1月5日〜"),
    ],
)
def test_periods_are_shown_with_both_days_included(start: date, end: date | None, shown: str) -> None:
    assert period_text(start, end) == shown


def test_an_empty_period_is_refused() -> None:
    with pytest.raises(EmptyPeriod, match="始まりより後"):
        period_text(date(2027, 1, 5), date(2027, 1, 5))

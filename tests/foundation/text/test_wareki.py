from datetime import date

import pytest

from foundation.text.wareki import (
    DateTooEarly,
    day_with_weekday,
    fiscal_year_name,
    wareki,
    wareki_kanji,
    wareki_with_weekday,
)


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2026, 11, 20), "令和8年11月20日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
        (date(1926, 12, 24), "大正15年12月24日"),
        (date(1912, 7, 30), "大正元年7月30日"),
        (date(1912, 7, 29), "明治45年7月29日"),
        (date(1873, 1, 1), "明治6年1月1日"),
    ],
)
def test_each_era_begins_on_its_day(day: date, shown: str) -> None:
    assert wareki(day) == shown


def test_days_of_the_lunisolar_calendar_are_refused() -> None:
    with pytest.raises(DateTooEarly, match="明治6年"):
        wareki(date(1872, 12, 31))


def test_weekdays() -> None:
    assert day_with_weekday(date(2026, 11, 20)) == "11月20日（金）"
    assert wareki_with_weekday(date(2026, 11, 22)) == "令和8年11月22日（日）"


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (date(2026, 4, 1), "令和八年四月一日"),
        (date(2019, 10, 10), "令和元年十月十日"),
        (date(2028, 12, 31), "令和十年十二月三十一日"),
        (date(2009, 11, 20), "平成二十一年十一月二十日"),
    ],
)
def test_papers_print_kanji(day: date, printed: str) -> None:
    assert wareki_kanji(day) == printed


@pytest.mark.parametrize(
    ("year", "name"),
    [
        (2026, "令和8年度"),
        (2019, "令和元年度"),
        (2018, "平成30年度"),
        (1989, "平成元年度"),
        (1988, "昭和63年度"),
    ],
)
def test_fiscal_years_are_named_by_one_era(year: int, name: str) -> None:
    assert fiscal_year_name(year) == name

"""Dates by Japanese era (和暦), from our own table of eras."""

from datetime import date

_WEEKDAYS = "月火水木金土日"
_ERAS = (
    ("令和", date(2019, 5, 1)),
    ("平成", date(1989, 1, 8)),
    ("昭和", date(1926, 12, 25)),
    ("大正", date(1912, 7, 30)),
    ("明治", date(1868, 1, 25)),
)
# Before 1873 (明治6年) Japan counted by the lunisolar calendar: a Gregorian date has no day of an era there.
_FIRST_DAY = date(1873, 1, 1)
_KANJI_DIGITS = "〇一二三四五六七八九"


class DateTooEarly(ValueError):
    """A date before Japan's Gregorian calendar, 1 January 1873."""


def era_year(day: date) -> tuple[str, int]:
    """Era name and year of the era, the first being 1: `('令和', 8)`."""
    if day < _FIRST_DAY:
        raise DateTooEarly("明治6年1月1日より前の日付は和暦で表せません。")
    name, start = next((name, start) for name, start in _ERAS if start <= day)
    return name, day.year - start.year + 1


def wareki_year(day: date) -> str:
    """`'令和8年'`; the first year of an era is `'令和元年'`."""
    era, year = era_year(day)
    return f"{era}{'元' if year == 1 else year}年"


def wareki(day: date) -> str:
    """`'令和8年11月20日'`."""
    return f"{wareki_year(day)}{month_and_day(day)}"


def wareki_with_weekday(day: date) -> str:
    """`'令和8年11月20日（金）'`."""
    return f"{wareki(day)}{_weekday(day)}"


def month_and_day(day: date) -> str:
    """`'11月20日'`."""
    return f"{day.month}月{day.day}日"


def day_with_weekday(day: date) -> str:
    """`'11月20日（金）'`, for dates whose year is plain from the page."""
    return f"{month_and_day(day)}{_weekday(day)}"


def wareki_kanji(day: date) -> str:
    """`'令和八年四月一日'`, as 辞令 and 協定書 print it."""
    era, year = era_year(day)
    return f"{era}{'元' if year == 1 else _kanji(year)}年{_kanji(day.month)}月{_kanji(day.day)}日"


def fiscal_year_name(fiscal_year: int) -> str:
    """`'令和8年度'` for 2026.

    The era is the one of May: by the ministries' agreement of 1 April 2019 the whole of fiscal 2019 is
    令和元年度 although it began in 平成31年; no other change of era fell into April.
    """
    return f"{wareki_year(date(fiscal_year, 5, 1))}度"


def _weekday(day: date) -> str:
    return f"（{_WEEKDAYS[day.weekday()]}）"


def _kanji(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_KANJI_DIGITS[tens]}十"
    return head + (_KANJI_DIGITS[ones] if ones else "")

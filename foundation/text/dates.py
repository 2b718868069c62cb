"""Days, deadlines, months and fiscal years in Japan Standard Time. Periods are half-open: [start, end)."""

import calendar
from datetime import date, datetime, time, timedelta, timezone
from typing import Final

from foundation.errors import RuleBroken
from foundation.text.wareki import era_year, month_and_day, wareki

# Japan has had no daylight saving time since 1951: a fixed offset needs no time zone database.
JST = timezone(timedelta(hours=9), "JST")


EARLIEST: Final = date(1990, 1, 1)
LATEST: Final = date(2100, 12, 31)
OF_NO_USE: Final = f"日付は{EARLIEST.year}年から{LATEST.year}年までで入力してください。"


class EmptyPeriod(ValueError):
    """A period whose end is not after its start."""


def today_jst(now: datetime) -> date:
    """The calendar day in Japan at the aware instant `now`."""
    return now.astimezone(JST).date()


def deadline_instant(day: date) -> datetime:
    """The first instant after a deadline: a deadline is a Japanese day and includes all of it."""
    return datetime.combine(day + timedelta(days=1), time(), JST)


def is_past(deadline: date, *, now: datetime) -> bool:
    """Whether the deadline, inclusive in Japan, is over at the aware instant `now`."""
    return now >= deadline_instant(deadline)


def days_left(deadline: date, *, today: date) -> str:
    """`'あと5日'`, `'きょう'` or `'2日過ぎています'`."""
    left = (deadline - today).days
    if left == 0:
        return "きょう"
    return f"あと{left}日" if left > 0 else f"{-left}日過ぎています"


def fiscal_year(day: date) -> int:
    """The Japanese fiscal year, named by the year of its April: 31 March 2027 is 2026."""
    return day.year if day.month >= 4 else day.year - 1


def fiscal_year_period(year: int) -> tuple[date, date]:
    """First day of the fiscal year and first day after it."""
    return date(year, 4, 1), date(year + 1, 4, 1)


def of_use(day: date) -> date:
    """The day itself, as an address asks for it. Raises `RuleBroken` outside the years that the product knows."""
    if not EARLIEST <= day <= LATEST:
        raise RuleBroken(OF_NO_USE)
    return day


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def add_months(day: date, months: int) -> date:
    """The same day `months` later (earlier when negative), or the last day of a month that is shorter."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month0 + 1)[1]
    return date(year, month0 + 1, min(day.day, last))


def months_between(start: date, end: date) -> list[date]:
    """First days of all months that the half-open period touches; none for an empty period."""
    if end <= start:
        return []
    first, last = first_of_month(start), first_of_month(end - timedelta(days=1))
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [add_months(first, n) for n in range(count)]


def period_text(start: date, end: date | None) -> str:
    """A half-open period as people read it, both days included: `'令和9年1月5日〜3月31日'`.

    The year is repeated where it differs; one day is one date; without an end, `'令和9年1月5日〜'`.
    Raises EmptyPeriod where `end` is not after `start`.
    """
    if end is None:
        return f"{wareki(start)}〜"
    if end <= start:
        raise EmptyPeriod("期間の終わりは、始まりより後の日にしてください。")
    last = end - timedelta(days=1)
    if last == start:
        return wareki(start)
    same_year = era_year(last) == era_year(start)
    return f"{wareki(start)}〜{month_and_day(last) if same_year else wareki(last)}"

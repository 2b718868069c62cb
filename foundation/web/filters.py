"""How templates write days, moments and amounts."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

from foundation.text.dates import JST, days_left, today_jst
from foundation.text.half_days import half_days, minutes_words
from foundation.text.wareki import day_with_weekday, fiscal_year_name, wareki_with_weekday, wareki_year
from foundation.web.choice_chips import choice_chips
from foundation.web.table_rows import table_rows


def day(value: date) -> str:
    """`11月20日（金）`"""
    return day_with_weekday(value)


def short_day(value: date) -> str:
    """`11/20`, for the axis of a chart."""
    return f"{value.month}/{value.day}"


def full_day(value: date) -> str:
    """`令和8年11月20日（金）`"""
    return wareki_with_weekday(value)


def full_month(value: date) -> str:
    """`令和8年11月`"""
    return f"{wareki_year(value)}{value.month}月"


def moment(value: datetime) -> str:
    """`令和8年11月20日（金） 8:45`, in Japan."""
    local = value.astimezone(JST)
    return f"{wareki_with_weekday(local.date())} {local.hour}:{local.minute:02}"


def moment_day(value: datetime) -> str:
    """The Japanese day of a moment, `11月20日（金）`."""
    return day_with_weekday(today_jst(value))


def left(value: date, now: datetime) -> str:
    """`あと5日`"""
    return days_left(value, today=today_jst(now))


def yen(value: int) -> str:
    """`1,200円`"""
    return f"{value:,}円"


def named(errors: Mapping[str, str], names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Field and words for the summary above a refused form: 「聞いた日：入力してください。」"""
    return [(field, f"{names[field]}：{words}" if field in names else words) for field, words in errors.items()]


def extract(key: str, words: Mapping[str, str]) -> str:
    """What a code is called, for `map("extract", words)`."""
    return words[key]


FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "day": day, "full_day": full_day, "short_day": short_day, "moment": moment, "moment_day": moment_day, "left": left,
    "yen": yen, "minutes": minutes_words, "fiscal_year": fiscal_year_name, "full_month": full_month,
    "choice_chips": choice_chips, "table_rows": table_rows, "half_days": half_days, "named": named, "extract": extract,
}  # fmt: skip

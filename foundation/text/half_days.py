"""Working time: half-days, stored as whole numbers, shown and typed as days; minutes in words."""

import re
import unicodedata

_DAYS = re.compile(r"(?P<days>\d{1,4})(?:\.(?P<half>[05])0*)?\s*日?")
_DAYS_AND_HALF = re.compile(r"(?P<days>\d{1,4})\s*日半")
_HALF = "半日"


class DaysUnreadable(ValueError):
    """A number of days that is not a multiple of half a day; the text is the sentence for the user."""


def minutes_words(minutes: int) -> str:
    """`2時間`, `1時間30分`, `45分`"""
    hours, rest = divmod(minutes, 60)
    return (f"{hours}時間" if hours else "") + (f"{rest}分" if rest or not hours else "")


def half_days(count: int) -> str:
    """Half-days as days: 3 is `'1.5'`, 4 is `'2'`."""
    whole, half = divmod(abs(count), 2)
    return f"{'-' if count < 0 else ''}{whole}{'.5' if half else ''}"


def parse_half_days(text: str) -> int:
    """Days as people type them, in half-days: `'１．５'`, `'1.5日'`, `'1日半'` are 3, `'半日'` is 1.

    Raises DaysUnreadable for anything else, a negative number included.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    if typed == _HALF:
        return 1
    if found := _DAYS_AND_HALF.fullmatch(typed):
        return int(found["days"]) * 2 + 1
    if found := _DAYS.fullmatch(typed):
        return int(found["days"]) * 2 + (found["half"] == "5")
    raise DaysUnreadable(f"日数「{text.strip()[:20]}」を読み取れません。0.5日きざみの数で入力してください（例：1.5）。")

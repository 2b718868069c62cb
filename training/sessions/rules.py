"""Where sessions are held and on which days: pure."""

from datetime import date, timedelta
from typing import Final

PLACE_KINDS: Final = {"college": "自治大学校", "prefecture": "都道府県などの会場", "online": "オンライン"}
LONGEST: Final = 14
"""Days in a row, the longest session."""


def session_days(first: date, last: date | None) -> list[date]:
    """Every day of a session, both ends included; `last` None: one day."""
    return [first + timedelta(days=n) for n in range(((last or first) - first).days + 1)]

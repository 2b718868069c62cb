"""A session as a calendar file: pure."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from foundation.text.calendar_file import Entry, calendar_file
from training.sessions.schemas import SessionRow

JAPAN: Final = ZoneInfo("Asia/Tokyo")


def calendar_of(session: SessionRow, *, now: datetime, minutes: int | None) -> bytes:
    """An event on each day of the session; `minutes` None: how long it takes is 未確認."""
    return calendar_file([
        Entry(f"{session.id}-{number}", datetime.combine(day, session.begins_at, JAPAN), minutes,
              f"研修：{session.course_name}", session.place, session.school_name)
        for number, day in enumerate(session.days, start=1)
    ], now=now)  # fmt: skip

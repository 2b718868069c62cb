"""A session as a calendar file (RFC 5545): pure."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from training.sessions.schemas import SessionRow

MEDIA_TYPE: Final = "text/calendar; charset=utf-8"
JAPAN: Final = ZoneInfo("Asia/Tokyo")
OCTETS: Final = 75
"""The longest line (RFC 5545, 3.1); longer ones go on after a line break and a space."""


def calendar_of(session: SessionRow, *, now: datetime, minutes: int | None) -> bytes:
    """An event on each day of the session, in UTC; `minutes` None: how long it takes is 未確認."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//dxpool//training//JA", "METHOD:PUBLISH"]
    for number, day in enumerate(session.days, start=1):
        begins = datetime.combine(day, session.begins_at, JAPAN)
        lines += [
            "BEGIN:VEVENT", f"UID:{session.id}-{number}@dxpool", f"DTSTAMP:{_utc(now)}", f"DTSTART:{_utc(begins)}",
            *([f"DURATION:PT{minutes}M"] if minutes else []), f"SUMMARY:{_text('研修：' + session.course_name)}",
            f"LOCATION:{_text(session.place)}", f"DESCRIPTION:{_text(session.school_name)}", "END:VEVENT",
        ]  # fmt: skip
    folded = [part for line in [*lines, "END:VCALENDAR"] for part in _folded(line)]
    return ("\r\n".join(folded) + "\r\n").encode()


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, never inside a character."""
    piece = ""
    for character in line:
        if len((piece + character).encode()) > OCTETS:
            yield piece
            piece = " "
        piece += character
    yield piece

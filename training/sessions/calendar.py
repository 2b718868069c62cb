"""Sessions and events as a calendar file (RFC 5545): pure."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct

from training.sessions.schemas import SessionRow

MEDIA_TYPE: Final = "text/calendar; charset=utf-8"
JAPAN: Final = ZoneInfo("Asia/Tokyo")
OCTETS: Final = 75
"""The longest line (RFC 5545, 3.1); longer ones go on after a line break and a space."""


class Entry(Struct, frozen=True):
    """One entry of a calendar; `begins` is Japan's time, `minutes` None: how long it takes is not known."""

    uid: str
    begins: datetime
    minutes: int | None
    summary: str
    place: str
    words: str


def calendar_of(session: SessionRow, *, now: datetime, minutes: int | None) -> bytes:
    """An event on each day of the session; `minutes` None: how long it takes is 未確認."""
    return calendar_file([
        Entry(f"{session.id}-{number}", datetime.combine(day, session.begins_at, JAPAN), minutes,
              f"研修：{session.course_name}", session.place, session.school_name)
        for number, day in enumerate(session.days, start=1)
    ], now=now)  # fmt: skip


def calendar_file(entries: Iterable[Entry], *, now: datetime) -> bytes:
    """The entries as a file for one's own calendar, in UTC."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//dxpool//training//JA", "METHOD:PUBLISH"]
    for entry in entries:
        lines += [
            "BEGIN:VEVENT", f"UID:{entry.uid}@dxpool", f"DTSTAMP:{_utc(now)}", f"DTSTART:{_utc(entry.begins)}",
            *([f"DURATION:PT{entry.minutes}M"] if entry.minutes else []), f"SUMMARY:{_text(entry.summary)}",
            f"LOCATION:{_text(entry.place)}", f"DESCRIPTION:{_text(entry.words)}", "END:VEVENT",
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

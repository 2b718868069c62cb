"""A calendar file (RFC 5545): entries on a moment or over whole days. Pure."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final

from msgspec import Struct

MEDIA_TYPE: Final = "text/calendar"
OCTETS: Final = 75
"""The longest line (RFC 5545, 3.1); longer ones go on after a line break and a space."""


class Entry(Struct, frozen=True):
    """One entry of a calendar at a moment; `minutes` None: how long it takes is not known."""

    uid: str
    begins: datetime
    minutes: int | None
    summary: str
    place: str
    words: str

    @property
    def times(self) -> list[str]:
        """When it is, in UTC."""
        lasting = [f"DURATION:PT{self.minutes}M"] if self.minutes else []
        return [f"DTSTART:{_utc(self.begins)}", *lasting]


class WholeDays(Struct, frozen=True):
    """One entry of a calendar over whole days, first and last in it. It takes no time of its day."""

    uid: str
    first_day: date
    last_day: date
    summary: str
    place: str
    words: str

    @property
    def times(self) -> list[str]:
        """When it is; the end is the day after (RFC 5545, 3.6.1)."""
        after = self.last_day + timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{self.first_day:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}", "TRANSP:TRANSPARENT"]


def calendar_file(entries: Iterable[Entry | WholeDays], *, now: datetime, of: str = "training") -> bytes:
    """The entries as a file for one's own calendar; `of` names the part of the product that they come from."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//dxpool//{of}//JA", "METHOD:PUBLISH"]
    for entry in entries:
        lines += [
            "BEGIN:VEVENT", f"UID:{entry.uid}@dxpool", f"DTSTAMP:{_utc(now)}", *entry.times,
            f"SUMMARY:{_text(entry.summary)}", f"LOCATION:{_text(entry.place)}", f"DESCRIPTION:{_text(entry.words)}",
            "END:VEVENT",
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

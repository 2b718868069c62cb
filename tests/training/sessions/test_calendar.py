"""A session as a calendar file, read by a small reader of RFC 5545 of our own."""

from datetime import UTC, date, datetime, time

from msgspec import convert

from foundation.text.calendar_file import OCTETS
from foundation.text.ids import uuid7
from training.sessions.calendar import calendar_of
from training.sessions.schemas import SessionRow

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def session(**changed: object) -> SessionRow:
    given = {
        "id": uuid7(), "course": "assembly", "course_name": "議会対応", "school": uuid7(),
        "school_name": "架空の研修所",        "held_on": date(2026, 12, 1),
        "last_day": None, "begins_at": time(13, 30), "place": "県庁", "online": False,
        "place_kind": "prefecture", "places": 5, "taken": 0,
    }  # fmt: skip
    return convert(given | changed, SessionRow)


def read(content: bytes) -> list[tuple[str, str]]:
    """Unfolded lines as name and value."""
    text = content.decode().replace("\r\n ", "")
    return [(name, value) for name, _, value in (line.partition(":") for line in text.split("\r\n") if line)]


def test_each_day_is_an_event_in_utc() -> None:
    lines = read(calendar_of(session(last_day=date(2026, 12, 2)), now=NOW, minutes=90))
    assert [value for name, value in lines if name == "DTSTART"] == ["20261201T043000Z", "20261202T043000Z"]
    assert len({value for name, value in lines if name == "UID"}) == 2
    assert ("DURATION", "PT90M") in lines
    assert ("SUMMARY", "研修：議会対応") in lines


def test_an_unknown_length_is_left_out() -> None:
    assert "DURATION" not in dict(read(calendar_of(session(), now=NOW, minutes=None)))


def test_signs_are_escaped_and_long_lines_folded() -> None:
    content = calendar_of(session(place="会議室A, 2階; 北側\n" + "長" * 60), now=NOW, minutes=None)
    assert max(len(line) for line in content.split(b"\r\n")) <= OCTETS
    assert dict(read(content))["LOCATION"] == "会議室A\\, 2階\\; 北側\\n" + "長" * 60

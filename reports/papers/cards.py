"""How large the words of a 名刺 may be: long ones are set smaller, so that everything stands on 91 x 55 mm.

The measures are those of `.card` in `paper.css`; a test prints the fullest card and looks.
"""

from math import ceil
from typing import Final, NamedTuple
from unicodedata import combining, east_asian_width

from reports.papers.schemas import Carding

POINT: Final = 0.3528
WIDTH: Final = 79.0
ROOM: Final = 44.5
"""Millimetres between the card's margins, across and down."""
HEAD: Final = (8 * 1.4 + 0.6 + 9.5 * 1.4) * POINT + 1.2 + 1.6
"""Millimetres of the ministries with their line, and of the title."""
GAPS: Final = 2.4 + 1.2
LINE, PERSON_LINE, CONTACT_LINE = 1.4, 1.3, 1.5
SPACING: Final = 0.12
"""Of a letter's size, between the letters of the name."""


class Setting(NamedTuple):
    """Points of the name, of body, division and post, and of the contact. `name` is the class of the style sheet."""

    name: str
    person: float
    words: float
    contact: float


SETTINGS: Final = (Setting("", 16, 8, 7.2), Setting("card-full", 11, 6.5, 6), Setting("card-fullest", 8, 5, 5))


def card_class(content: Carding) -> str:
    """The largest setting in which everything fits, else the smallest: a card issued before is printed as it was."""
    return (_fitting(content) or SETTINGS[-1]).name


def fits_a_card(content: Carding) -> bool:
    """Whether there is a setting in which everything fits."""
    return _fitting(content) is not None


def _fitting(content: Carding) -> Setting | None:
    return next((one for one in SETTINGS if _height(content, one) <= ROOM), None)


def _height(content: Carding, setting: Setting) -> float:
    """Millimetres: more than it will be, never less."""
    _, person, words, contact = setting
    phone = f"電話 {content.phone}" if content.phone else ""
    points = (
        _together(content.body, content.division, words) * words * LINE
        + _lines(content.post, words) * words * PERSON_LINE
        + _lines(content.person, person, spacing=SPACING) * person * PERSON_LINE
        + (_lines(content.address, contact) + _together(phone, content.email, contact)) * contact * CONTACT_LINE
    )
    return HEAD + GAPS + points * POINT


def _together(first: str, second: str, points: float) -> int:
    """Lines of two parts that stand on one line where both fit, with the space between, else on lines of their own."""
    joined = _lines(f"{first}　　{second}", points)
    return joined if joined == 1 else _lines(first, points) + _lines(second, points)


def _lines(words: str, points: float, *, spacing: float = 0) -> int:
    """How many lines the words take, of which each may end with room for not quite two letters more.

    A letter that may not begin a line takes the one before along.
    """
    width = sum(_width(letter) + spacing for letter in words if not _is_mark(letter)) * points * POINT
    return ceil(width / (WIDTH - 2 * (1 + spacing) * points * POINT)) if width > WIDTH else bool(words)


def _width(letter: str) -> float:
    """Of its size: half of it for the letters that Japanese fonts set narrow, else the whole."""
    return 0.5 if east_asian_width(letter) in ("Na", "H") else 1


def _is_mark(letter: str) -> bool:
    return combining(letter) > 0 or 0xE0100 <= ord(letter) <= 0xE01EF

"""How large the words of a 名刺 may be: long ones are set smaller, so that everything stands on 91 x 55 mm."""

from typing import Final, NamedTuple
from unicodedata import combining, east_asian_width

from reports.papers.schemas import Carding

WIDTH: Final = 79.0
"""Millimetres between the card's margins."""
ROOM: Final = 44.0
POINT: Final = 0.3528
LINE: Final = 1.4
HEAD: Final = 12.5
"""Millimetres of the ministries and the title above, and of the gaps between the parts."""


class Setting(NamedTuple):
    """Points of the name, of body, division and post, and of the contact. `name` is the class of the style sheet."""

    name: str
    person: float
    words: float
    contact: float


SETTINGS: Final = (Setting("", 16, 8, 7.2), Setting("card-full", 11, 6.5, 6), Setting("card-fullest", 8, 5, 5))


def card_class(content: Carding) -> str:
    """The largest setting in which everything fits, else the smallest."""
    return next((one.name for one in SETTINGS if _height(content, one) <= ROOM), SETTINGS[-1].name)


def _height(content: Carding, setting: Setting) -> float:
    """Millimetres, each part on lines of its own: more than it will be, never less."""
    where = f"電話 {content.phone}　{content.email}" if content.phone else content.email
    return HEAD + sum(
        _lines(words, points) * points * POINT * LINE
        for words, points in (
            (content.body, setting.words), (content.division, setting.words), (content.post, setting.words),
            (content.person, setting.person * 1.12), (content.address, setting.contact), (where, setting.contact),
        )
    )  # fmt: skip


def _lines(words: str, points: float) -> int:
    """How many lines the words take; a letter of half width counts half, a mark on another one nothing."""
    halves = sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in words if not _is_mark(letter))
    return int(-(-halves * points * POINT // (2 * WIDTH)))


def _is_mark(letter: str) -> bool:
    return combining(letter) > 0 or 0xE0100 <= ord(letter) <= 0xE01EF

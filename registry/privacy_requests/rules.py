"""Kinds of request, their life, and the law's clocks (個人情報の保護に関する法律)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from auth.permissions import Right
from auth.permissions.lifecycle import Lifecycle, transition

DAYS: Final = 30
"""From the day after it came (民法 第140条): decide within so many, and prolong once by at most so many more."""
SOON: Final = timedelta(days=7)


class Kind(StrEnum):
    """What is asked."""

    DISCLOSURE = "disclosure"
    CORRECTION = "correction"
    ERASURE = "erasure"


@dataclass(frozen=True, slots=True)
class Asked:
    """A kind in words: what it is, the articles on the right, the limit and its prolongation."""

    words: str
    meaning: str
    articles: str


KINDS: Final = {
    Kind.DISCLOSURE: Asked("開示", "持っている情報を見せてほしい", "第76条・第83条"),
    Kind.CORRECTION: Asked("訂正", "間違っている情報を直してほしい", "第90条・第94条"),
    Kind.ERASURE: Asked("利用停止・消去", "使うのをやめてほしい、消してほしい", "第98条・第102条"),
}
STATES: Final = {
    "received": "受け付けました", "extended": "期限を延ばしました", "granted": "求めのとおりにしました",
    "partly": "一部だけ応じました", "refused": "応じませんでした", "withdrawn": "取り下げられました",
}  # fmt: skip
VERDICTS: Final = {"granted": "求めのとおりにする", "partly": "一部だけ応じる", "refused": "応じない"}
OPEN: Final = ("received", "extended")

_E, _OPEN = Right.ERASE_PERSON, "received extended"
LIFE: Final = Lifecycle("請求", STATES, (
    transition("extend", "received", "extended", right=_E, label="期限を延ばす", needs_reason=True),
    transition("grant", _OPEN, "granted", right=_E, label=VERDICTS["granted"]),
    transition("grant_partly", _OPEN, "partly", right=_E, label=VERDICTS["partly"], needs_reason=True),
    transition("refuse", _OPEN, "refused", right=_E, label=VERDICTS["refused"], needs_reason=True),
    transition("withdraw", _OPEN, "withdrawn", right=Right.EXPORT_PERSON, label="取り下げる"),
))  # fmt: skip
VERBS: Final = {"granted": "grant", "partly": "grant_partly", "refused": "refuse"}


def due(received_on: date, *, extended: bool = False) -> date:
    """The last day of the decision."""
    return received_on + timedelta(days=2 * DAYS if extended else DAYS)

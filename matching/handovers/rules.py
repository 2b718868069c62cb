"""The life of a handover, and when one is due. Pure."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from msgspec import Struct

from auth.permissions.lifecycle import Lifecycle, transition
from auth.permissions.rules import Right


class Side(StrEnum):
    """Whose work a point of the list is."""

    MEMBER = "member"
    TOWN = "town"
    POOL = "pool"


SIDES: Final = {Side.MEMBER: "支援した人", Side.TOWN: "町", Side.POOL: "県など、プールの団体"}

LIFE: Final = Lifecycle(
    noun="引き継ぎ",
    words={"open": "引き継ぎ中", "done": "引き継ぎ済み"},
    transitions=(
        transition("tick", "open", "open", right=Right.LOG_SUPPORT, label="済みにする"),
        transition("reopen", "open", "open", right=Right.LOG_SUPPORT, label="まだに戻す"),
        transition("close", "open", "done", right=Right.PROPOSE, label="引き継ぎを終える"),
    ),
)

DUE_WITHIN: Final = timedelta(days=30)
"""Before the last day of an assignment: our own default, as the last notice that a term ends."""
STATES: Final = ("running", "reviewed", "ended")
"""States of an assignment from which something is handed over."""


class ListItem(Struct, frozen=True):
    """A point of a template's version, in force from `start` to before `end` (None: still)."""

    version: str
    start: date
    end: date | None
    number: int
    side: Side
    title: str

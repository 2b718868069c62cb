"""Kinds of import, and the states a file goes through."""

from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a file is about."""

    MEMBERS = "members"
    NEEDS = "needs"
    TOWN_NEEDS = "town_needs"
    FACTS = "facts"
    COMPANIES = "companies"
    TRAVEL = "travel"


class State(StrEnum):
    """Where a file stands. Rows that are in stay in when it is cancelled or fails; it can go on from there."""

    UPLOADED = "uploaded"
    WAITING = "waiting"
    RUNNING = "running"
    APPLIED = "applied"
    CANCELLED = "cancelled"
    FAILED = "failed"


STATES: Final = {
    State.UPLOADED: "まだ取り込んでいません",
    State.WAITING: "順番待ち",
    State.RUNNING: "取り込み中",
    State.APPLIED: "取り込みました",
    State.CANCELLED: "途中でやめました",
    State.FAILED: "途中で止まりました",
}
OPEN: Final = frozenset({State.UPLOADED, State.CANCELLED, State.FAILED})
"""States in which somebody may have the file taken in."""

AT_WORK: Final = frozenset({State.WAITING, State.RUNNING})

WHAT: Final = {"new": "新しく登録", "changed": "変更", "same": "そのまま", "kept": "変えません"}
"""What becomes of a row. `kept`: what is there may not be changed by a file."""

CHUNK: Final = 500
"""Rows in one transaction: a killed worker repeats at most these, a cancelling person waits for at most these."""

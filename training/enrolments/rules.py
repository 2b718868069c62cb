"""The life of an enrolment (`domain.md`, Lifecycles, training)."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from auth.permissions.lifecycle import Lifecycle, transition
from auth.permissions.rules import Right
from foundation.text.dates import add_months

LIFE: Final = Lifecycle(
    noun="研修",
    words={
        "required": "申し込み前",
        "enrolled": "申し込み済み",
        "attending": "受講中",
        "completed": "修了",
        "not_completed": "未修了",
        "make_up": "受け直し",
    },
    transitions=(
        transition("enrol", "required make_up", "enrolled", right=Right.ANSWER, label="この回に申し込む"),
        transition("leave", "enrolled", "required", right=Right.ANSWER, label="申し込みを取り消す"),
        transition("attend", "enrolled", "attending", right=Right.KEEP_TRAINING, label="出席を記録する"),
        transition("retract", "attending", "enrolled", right=Right.KEEP_TRAINING, label="出席の記録を取り消す"),
        transition("complete", "attending", "completed", right=Right.KEEP_TRAINING, label="修了を記録する"),
        transition("miss", "enrolled attending", "not_completed", right=Right.KEEP_TRAINING, label="未修了にする",
                   needs_reason=True),
        transition("make_up", "not_completed", "make_up", right=Right.ANSWER, label="受け直しにする"),
        transition("renew", "completed", "make_up", right=Right.ANSWER, label="期限の前に受け直す"),
    ),
)  # fmt: skip

TAGS: Final = {
    "required": "key", "enrolled": "blue", "attending": "blue", "completed": "done", "not_completed": "error",
    "make_up": "key",
}  # fmt: skip
"""How a state is tagged on pages."""

SMALLEST_CELL: Final = 3
"""Cells that count fewer people are not shown to viewers without row access (`decisions.md` 21).

The counts of training are printed without totals, so no second cell has to be hidden with the first.
"""

RATINGS: Final = {4: "とても役に立つ", 3: "役に立つ", 2: "あまり役に立たない", 1: "役に立たない"}
DUE_SOON: Final = timedelta(days=7)
"""How long before the last day a person is reminded of a course they lack."""
NEAR: Final = timedelta(days=2)
"""How long before a session whoever has a place in it is reminded."""
LAPSES_SOON: Final = timedelta(days=60)
"""How long before a completion lapses the person is told, and may take the course again."""


def unnamed(member: UUID) -> str:
    """What stands for a person whose name is not disclosed: told apart by the end of the card's id."""
    return f"人材 {member.hex[-4:].upper()}"


def valid_to(completed_on: date, months: int | None) -> date | None:
    """The last day on which a completion counts; None where the course's completions do not lapse."""
    return None if months is None else add_months(completed_on, months) - timedelta(days=1)


def missing_before(prerequisites: Collection[str], completed: Collection[str]) -> list[str]:
    """Codes of the courses to complete before this one."""
    return [code for code in prerequisites if code not in completed]

"""The life of an enrolment (`domain.md`, Lifecycles, training)."""

from typing import Final
from uuid import UUID

from auth.permissions.lifecycle import Lifecycle, transition
from auth.permissions.rules import Right

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
        transition("attend", "enrolled", "attending", right=Right.KEEP_TRAINING, label="出席を記録する"),
        transition("complete", "attending", "completed", right=Right.KEEP_TRAINING, label="修了を記録する"),
        transition("miss", "enrolled attending", "not_completed", right=Right.KEEP_TRAINING, label="未修了にする",
                   needs_reason=True),
        transition("make_up", "not_completed", "make_up", right=Right.ANSWER, label="受け直しにする"),
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


def unnamed(member: UUID) -> str:
    """What stands for a person whose name is not disclosed: told apart by the end of the card's id."""
    return f"人材 {member.hex[-4:].upper()}"

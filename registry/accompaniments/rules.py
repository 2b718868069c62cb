"""Kinds of support, its steps, and how far one may move. Pure."""

from typing import Final

KINDS: Final = {
    "accompaniment": "伴走支援", "briefing": "ブロック説明会", "list": "候補の一覧の共有", "coordination": "調整の依頼",
}  # fmt: skip
ASKED: Final = "coordination"
"""The kind that a prefecture asks for itself; the others begin with the ministry."""
STATES: Final = {"asked": "依頼あり", "planned": "予定", "running": "進行中", "done": "終了"}
STEPS: Final = {
    "issues": "課題の整理",
    "job_description": "職務記述書",
    "hiring_path": "採用の道すじ",
    "outcome": "結果",
}
"""What an accompaniment goes through, in its order (MIC, 伴走支援)."""


def states_after(state: str) -> tuple[str, ...]:
    """Where a support may stand next: where it is, or further on; what is done stays done."""
    order = tuple(STATES)
    return order[order.index(state) :]

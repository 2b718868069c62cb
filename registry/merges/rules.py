"""The life of a proposed merge, and what a pool may say to it."""

from typing import Final

from auth.permissions import Right
from auth.permissions.lifecycle import Lifecycle, transition

STATES: Final = {"proposed": "同意を待っています", "merged": "統合しました", "refused": "統合しません"}
ANSWERS: Final = {"waiting": "まだ答えていません", "agreed": "同意しました", "refused": "同意しません"}

LIFE: Final = Lifecycle("統合", STATES, (
    transition("agree", "proposed", "proposed", right=Right.KEEP_POOL, label="同意する"),
    transition("refuse", "proposed", "refused", right=Right.KEEP_POOL, label="同意しない", needs_reason=True),
    transition("merge", "proposed", "merged", right=Right.KEEP_POOL, label="統合する"),
))  # fmt: skip
"""Every pool that keeps one of the two answers; the one that proposed it joins them."""

"""The life of a good practice, and how far it is read: pure."""

from typing import Final

from auth.permissions import Right
from auth.permissions.lifecycle import Lifecycle, transition

AUDIENCES: Final = {"framework": "同じ推進体制の団体とプールの人", "all": "全国の団体と人（サインインした人）"}
LIFE: Final = Lifecycle(
    noun="事例",
    words={"asked": "町の確認待ち", "shared": "公開中", "declined": "公開しない", "withdrawn": "取り下げ"},
    transitions=(
        transition("consent", "asked declined withdrawn", "shared", right=Right.TELL_PRACTICE, label="公開に同意する"),
        transition("decline", "asked", "declined", right=Right.TELL_PRACTICE, label="公開しない", needs_reason=True),
        transition("withdraw", "shared", "withdrawn", right=Right.TELL_PRACTICE, label="公開をやめる",
                   needs_reason=True),
    ),
)  # fmt: skip
"""Every verb is the town's alone: nobody else opens what it did."""
TAGS: Final = {"asked": "wait", "shared": "done", "declined": "plain", "withdrawn": "plain"}
PAGE_NAMES: Final = {
    "municipality": "どの町の事例か", "theme": "テーマ", "title": "題名", "story": "したこと",
    "outcome": "どうなったか", "cost": "かかった費用や手間", "audience": "読める範囲", "reason": "理由",
}  # fmt: skip
"""Fields as the page calls them."""

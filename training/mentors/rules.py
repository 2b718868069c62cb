"""The life of a mentoring: pure."""

from typing import Final

from auth.permissions import Right
from auth.permissions.lifecycle import Lifecycle, transition

LIFE: Final = Lifecycle(
    noun="相談役への依頼",
    words={"asked": "返事待ち", "accepted": "相談中", "declined": "断られた", "taken_back": "取り下げ",
           "ended": "終了"},
    transitions=(
        transition("accept", "asked", "accepted", right=Right.ANSWER, label="引き受ける"),
        transition("decline", "asked", "declined", right=Right.ANSWER, label="引き受けない", needs_reason=True),
        transition("take_back", "asked", "taken_back", right=Right.JOIN_NETWORK, label="依頼を取り下げる"),
        transition("end", "accepted", "ended", right=Right.JOIN_NETWORK, label="相談を終える"),
    ),
)  # fmt: skip
MENTORS_OWN: Final = frozenset({"accept", "decline"})
"""Verbs of the mentor; `take_back` is the asker's, `end` either's."""
TAGS: Final = {"asked": "wait", "accepted": "blue", "declined": "plain", "taken_back": "plain", "ended": "done"}
PAGE_NAMES: Final = {
    "themes": "相談にのれること", "experience": "経験", "words": "相談したいこと", "theme": "テーマ", "reason": "理由",
}  # fmt: skip
"""Fields as the page calls them."""

"""What may come after a term, and the life of a contact: pure."""

from typing import Final

from auth.permissions import Right
from auth.permissions.lifecycle import Lifecycle, transition

STEPS: Final = {
    "stay": "いまの町で続けたい", "other_town": "ほかの町でも働きたい", "civil_servant": "自治体の職員になりたい",
    "company": "会社の仕事に戻る", "mentor": "後から来る人を支えたい", "undecided": "まだ決めていない",
}  # fmt: skip
LIFE: Final = Lifecycle(
    noun="連絡の申し込み",
    words={"waiting": "返事待ち", "accepted": "連絡してよい", "declined": "断られた", "taken_back": "取り下げ"},
    transitions=(
        transition("accept", "waiting", "accepted", right=Right.ANSWER, label="連絡を受ける"),
        transition("decline", "waiting", "declined", right=Right.ANSWER, label="連絡を受けない"),
        transition("take_back", "waiting", "taken_back", right=Right.KEEP_POOL, label="申し込みを取り下げる"),
    ),
)  # fmt: skip
TAGS: Final = {"waiting": "wait", "accepted": "done", "declined": "plain", "taken_back": "plain"}
PERSONS_OWN: Final = frozenset({"accept", "decline"})
PAGE_NAMES: Final = {
    "step": "次にしたいこと", "from_on": "いつから", "regions": "働きたい都道府県", "words": "伝えたいこと",
    "until": "名前を見る最後の日", "reason": "理由",
}  # fmt: skip
"""Fields as the page calls them."""

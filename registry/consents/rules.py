"""For what a name may be asked, how a request moves, and how long a consent lasts."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from auth.permissions import Right
from auth.permissions.lifecycle import Lifecycle, transition
from foundation.text.dates import add_months


class Purpose(StrEnum):
    """What a body wants the name for; a consent holds for one purpose and no other."""

    CONSIDER = "consider"
    PROPOSAL = "proposal"
    TRAINING = "training"
    REGISTRATION = "registration"
    LECTURE = "lecture"
    CONTACT = "contact"


PURPOSES: Final[Mapping[str, str]] = {
    Purpose.CONSIDER: "受け入れを検討するため",
    Purpose.PROPOSAL: "提案の検討のため",
    Purpose.TRAINING: "研修の受講管理",
    Purpose.REGISTRATION: "国への登録の手続きのため",
    Purpose.LECTURE: "講師や催しを頼むため",
    Purpose.CONTACT: "連絡をとるため",
}


class Decision(StrEnum):
    """What the person decided."""

    CONSENT = "consented"
    REFUSE = "refused"


class Means(StrEnum):
    """How the consent came."""

    ACCOUNT = "account"
    PAPER = "paper"


MEANS: Final = {Means.ACCOUNT: "本人の画面", Means.PAPER: "紙"}

LIFE: Final = Lifecycle(
    "依頼",
    {"waiting": "返事を待っています", "consented": "同意", "refused": "見せない", "withdrawn": "取り下げ",
     "lapsed": "期限切れ"},
    (
        transition("consent", "waiting", "consented", right=Right.DECIDE_NAME, label="同意する"),
        transition("refuse", "waiting", "refused", right=Right.DECIDE_NAME, label="見せない"),
        transition("withdraw", "waiting", "withdrawn", right=Right.REQUEST_NAME, label="依頼を取り下げる"),
        transition("lapse", "waiting", "lapsed", right=Right.KEEP_POOL, label="期限切れにする"),
    ),
)  # fmt: skip

EXPIRES_WITHIN: Final = timedelta(days=30)
"""How long before its last day a consent is on the lists of what to do. Our own default."""


def latest_day(today: date, longest_months: int) -> date:
    """The last day a consent given today may have under a wording."""
    return add_months(today, longest_months)

"""The life of a proposal (`domain.md`, Lifecycles), answers and their reasons, and whose turn it is."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from auth.permissions.lifecycle import Lifecycle, transition
from auth.permissions.rules import Right


class Answer(StrEnum):
    """What a party says."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class PartyKind(StrEnum):
    """Who is asked: a town and the member for each line, the employer once."""

    MUNICIPALITY = "municipality"
    MEMBER = "member"
    EMPLOYER = "employer"


class DeclineReason(StrEnum):
    """Why somebody declines; never a score, and never shown to another party."""

    DAYS = "days"
    FAR = "far"
    FIELD = "field"
    OTHER = "other"


class Step(StrEnum):
    """What the proposing body, which alone sees all parties, does next. Asked, never stored."""

    SEND = "send"
    WAIT = "wait"
    STRIKE = "strike"
    DECIDE = "decide"
    APPROVE = "approve"
    NOTHING = "nothing"


ANSWERS: Final = {Answer.WAITING: "返事待ち", Answer.ACCEPTED: "引き受ける", Answer.DECLINED: "見送る"}
PARTY_KINDS: Final = {PartyKind.MUNICIPALITY: "町", PartyKind.MEMBER: "本人", PartyKind.EMPLOYER: "勤め先"}
REASONS: Final = {
    DeclineReason.DAYS: "日数",
    DeclineReason.FAR: "遠い",
    DeclineReason.FIELD: "分野",
    DeclineReason.OTHER: "その他",
}
STEPS: Final = {
    Step.SEND: "返事の期限を決めて、相手に送る",
    Step.WAIT: "返事を待つ",
    Step.STRIKE: "見送られた町を外すか、取り下げる",
    Step.DECIDE: "利益相反を調べて、確定する",
    Step.APPROVE: "任用と協定書の案を、それぞれの団体が決裁する（下の「決まったこと」から開く）",
    Step.NOTHING: "ありません",
}

LIFE: Final = Lifecycle(
    noun="提案",
    words={
        "draft": "下書き",
        "proposed": "返事を集めている",
        "confirmed": "確定",
        "withdrawn": "取り下げ",
        "expired": "期限切れ",
        "failed": "不成立",
    },
    transitions=(
        transition("send", "draft", "proposed", right=Right.PROPOSE, label="相手に送る"),
        transition("answer", "proposed", "proposed", right=Right.ANSWER, label="返事を送る"),
        transition("strike", "proposed", "proposed", right=Right.PROPOSE, label="この町を外して続ける"),
        transition("check", "proposed", "proposed", right=Right.PROPOSE, label="利益相反を調べる"),
        transition("confirm", "proposed", "confirmed", right=Right.PROPOSE, label="確定する"),
        transition("withdraw", "draft proposed", "withdrawn", right=Right.PROPOSE, label="取り下げる",
                   needs_reason=True),
        transition("expire", "proposed", "expired", right=Right.PROPOSE, label="期限切れにする"),
        transition("fail", "proposed", "failed", right=Right.PROPOSE, label="不成立にする"),
    ),
)  # fmt: skip


def next_step(state: str, answers: Sequence[str]) -> Step:
    """What the proposing body does next; `answers` are those that still count (no struck line's)."""
    if state == "draft":
        return Step.SEND
    if state == "confirmed":
        return Step.APPROVE
    if state != "proposed":
        return Step.NOTHING
    if Answer.DECLINED in answers:
        return Step.STRIKE
    return Step.WAIT if Answer.WAITING in answers else Step.DECIDE


def reason_text(reason: DeclineReason, note: str) -> str:
    """The reason as it is kept and read by the proposing body."""
    return f"{REASONS[reason]}：{note}" if note else REASONS[reason]

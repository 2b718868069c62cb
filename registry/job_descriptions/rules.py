"""The life of a job description (`domain.md`, Lifecycles) and the words its builder offers."""

from enum import StrEnum
from typing import Final

from auth.permissions.lifecycle import Lifecycle, transition
from auth.permissions.rules import Right


class PayUnit(StrEnum):
    """What the pay is paid for."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    NONE = "none"


class SideJob(StrEnum):
    """Whether another job is allowed beside this one (地方公務員法38条 where it applies)."""

    ALLOWED = "allowed"
    WITH_PERMISSION = "with_permission"
    NOT_ALLOWED = "not_allowed"


PAY_UNITS: Final = {
    PayUnit.DAY: "日額", PayUnit.MONTH: "月額", PayUnit.YEAR: "年額", PayUnit.NONE: "報酬なし",
}  # fmt: skip
SIDE_JOBS: Final = {
    SideJob.ALLOWED: "できる",
    SideJob.WITH_PERMISSION: "許可を得ればできる",
    SideJob.NOT_ALLOWED: "できない",
}

LIFE: Final = Lifecycle(
    noun="職務記述書",
    words={
        "draft": "下書き",
        "asked": "町の確認待ち",
        "confirmed": "人事の決裁待ち",
        "hr_approved": "財政の決裁待ち",
        "finance_approved": "確定待ち",
        "fixed": "確定",
        "revised": "改訂中",
        "withdrawn": "取りやめ",
    },
    transitions=(
        transition("write", "draft", "draft", right=Right.RECRUIT, label="書き直す"),
        transition("write", "revised", "revised", right=Right.RECRUIT, label="書き直す"),
        transition("ask", "draft revised", "asked", right=Right.RECRUIT, label="町に確認を頼む"),
        transition("confirm", "asked", "confirmed", right=Right.ASK, label="この内容でよいと答える"),
        transition("approve_as_hr", "confirmed", "hr_approved", right=Right.APPROVE_AS_HR, label="人事として決裁する"),
        transition("approve_as_finance", "hr_approved", "finance_approved", right=Right.APPROVE_AS_FINANCE,
                   label="財政として決裁する"),
        transition("fix", "finance_approved", "fixed", right=Right.RECRUIT, label="この版を確定する"),
        transition("revise", "fixed", "revised", right=Right.RECRUIT, label="改訂を始める", needs_reason=True),
        transition("send_back", "asked confirmed hr_approved finance_approved", "draft", right=Right.READ_RECRUITMENT,
                   label="書き直しを頼む", needs_reason=True),
        transition("withdraw", "draft asked confirmed hr_approved finance_approved fixed revised", "withdrawn",
                   right=Right.RECRUIT, label="取りやめる", needs_reason=True),
    ),
)  # fmt: skip

STEPS: Final = ("下書き", "町の確認", "人事の決裁", "財政の決裁", "確定")
STEP_OF: Final = {
    "draft": 1, "revised": 1, "asked": 2, "confirmed": 3, "hr_approved": 4, "finance_approved": 5, "fixed": 6,
    "withdrawn": 1,
}  # fmt: skip
"""Which of the five steps a state stands on; 6: all done."""

SIGNERS: Final = {
    "asked": Right.ASK,
    "confirmed": Right.APPROVE_AS_HR,
    "hr_approved": Right.APPROVE_AS_FINANCE,
    "finance_approved": Right.RECRUIT,
}
"""State -> the right of those who move it next, and who alone may send it back."""

DONE: Final = {
    "draft": "つくりはじめました",
    "write": "書き直しました",
    "ask": "町に確認を頼みました",
    "confirm": "町が確認しました",
    "approve_as_hr": "人事が決裁しました",
    "approve_as_finance": "財政が決裁しました",
    "fix": "版を確定しました",
    "revise": "改訂を始めました",
    "send_back": "書き直しを頼みました",
    "withdraw": "取りやめました",
}
"""Verb -> what the history says."""

FIELD_NAMES: Final = {
    "title": "職名",
    "role": "役割",
    "duties": "主な仕事",
    "duty_notes": "仕事の具体",
    "goals": "めざすこと",
    "authority": "できること・できないこと",
    "reports_to": "報告する相手",
    "skills": "求める力",
    "form": "任用の形",
    "first_day": "始まりの日",
    "last_day": "終わりの日",
    "half_days": "月の日数",
    "on_site_half_days": "うち来庁する日数",
    "place": "働く場所",
    "pay_yen": "報酬の額",
    "pay_unit": "報酬の単位",
    "pay_notes": "旅費・保険など",
    "side_job": "ほかの仕事との兼業",
    "towns": "支援する団体",
    "apply_until": "応募の締切",
    "screening_on": "書類選考",
    "interview_on": "面接",
    "result_on": "結果の通知",
    "need": "相談",
    "reason": "理由",
}
"""A field as the page calls it."""

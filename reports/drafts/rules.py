"""Which papers somebody draws up: about what, who issues them, and which words are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from auth.permissions.lifecycle import Lifecycle, transition
from auth.permissions.rules import Right
from matching.appointments.rules import FormTerms
from reports.papers.rules import TITLES, Kind


class About(StrEnum):
    """What a drawn paper tells of."""

    ASSIGNMENT = "assignment"
    APPOINTMENT = "appointment"
    AGREEMENT = "agreement"
    PROPOSAL = "proposal"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Words:
    """A text that the paper asks for: the field, its label, a hint, and whether the paper lacks something without."""

    field: str
    label: str
    hint: str = ""
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Drawable:
    """A kind of paper: what it tells of, who issues it in words, what it is for, and which words it asks for."""

    about: About
    issued_by: str
    purpose: str
    words: tuple[Words, ...] = ()


_A = About
DRAWABLE: Final[Mapping[Kind, Drawable]] = {
    Kind.DISPATCH_REQUEST: Drawable(
        _A.ASSIGNMENT, "支援を受ける町", "人を送ってもらう町が、送る団体に正式に頼みます。",
        (Words("conditions", "派遣の条件", "宿舎、旅費など、頼むときに伝えておくこと"),),
    ),
    Kind.DISPATCH_REPLY: Drawable(
        _A.ASSIGNMENT, "人材プールの団体", "派遣要請書に、送る団体が答えます。要請書が発行されてからつくれます。",
        (Words("conditions", "応じるときの条件", "なければ空のまま"),),
    ),
    Kind.POSTING_NOTICE: Drawable(
        _A.ASSIGNMENT, "人材プールの団体", "だれが、いつから、どこで働くかを、町と本人に知らせます。",
        (
            Words("place", "勤務する場所", "例：世羅町役場 企画課"),
            Words("contact", "受入れの担当", "課の名前と電話番号"),
        ),
    ),
    Kind.CONDITIONS: Drawable(
        _A.APPOINTMENT, "任用する団体", "任期、場所、報酬、時間などの条件を、本人に示します（労働基準法第15条）。",
        (
            Words("pay", "報酬・給料", "額と払い方。例：日額32,000円、翌月21日払い", needed=True),
            Words("hours", "勤務の時間と休憩", "例：8時30分から17時15分まで、休憩60分", needed=True),
            Words("leave", "休日と休暇", "例：土曜日、日曜日、祝日。年次休暇は規則による", needed=True),
            Words("travel", "旅費・費用弁償"),
            Words("insurance", "社会保険・公務災害"),
        ),
    ),
    Kind.SUPPORT_PLAN: Drawable(
        _A.ASSIGNMENT, "人材プールの団体", "町ごとの支援の目あてと日数をまとめます。",
        (Words("goal", "目あて", "この期間で、どうなっていたいか"),),
    ),
    Kind.USE_REPORT: Drawable(
        _A.ASSIGNMENT, "支援を受けた町", "支援の記録から、したことと成果をまとめます。記録が1件以上あるとつくれます。",
        (Words("remark", "町の所見", "よかったこと、次にしたいこと"),),
    ),
    Kind.HANDOVER: Drawable(
        _A.ASSIGNMENT, "人材プールの団体", "したこと、残りの仕事、資料の場所を、次の人に渡します。",
        (Words("remark", "引き継ぐ人へ"),),
    ),
    Kind.COST_STATEMENT: Drawable(
        _A.AGREEMENT, "取りまとめる団体", "協定の割り方から、団体ごとの負担額を、計算の途中も見せて示します。",
    ),
    Kind.CONFLICT_CONFIRMATION: Drawable(
        _A.PROPOSAL, "人材プールの団体", "利益相反をいつ調べ、何が分かったかを示します。調べてからつくれます。",
        (Words("remark", "判断の理由", "配置を認めた、または認めなかった理由"),),
    ),
    Kind.CONFLICT_EVIDENCE: Drawable(
        _A.MEMBER, "人材プールの団体", "一人についての申告、取引、調べた記録、判断を一つにまとめます。監査に出せます。",
    ),
}  # fmt: skip

LIFE: Final = Lifecycle(
    noun="書類の案",
    words={"drawn": "決裁待ち", "approved": "決裁済み", "withdrawn": "取り下げ"},
    transitions=(
        transition("approve", "drawn", "approved", right=Right.APPROVE, label="決裁して発行する"),
        transition(
            "withdraw", "drawn", "withdrawn", right=Right.DRAW_UP, label="この案を取り下げる", needs_reason=True
        ),
    ),
)
ALONE: Final = frozenset({"special_part_time", "fiscal_year", "fellow"})
"""Forms in which nobody is sent: the body itself takes the person on (`domain.md`, Forms of appointment)."""


def dispatch_refusal(form: FormTerms) -> str | None:
    """None where another body sends the person under this form, else why nothing is to be requested."""
    if form.code not in ALONE:
        return None
    return (
        f"{form.name}は団体が自ら任用するため、派遣の要請はいりません（{form.article}）。"
        f"{TITLES[Kind.DISPATCH_REQUEST]}と{TITLES[Kind.DISPATCH_REPLY]}は、派遣や共同採用のときの書類です。"
    )


def conditions_refusal(form: FormTerms) -> str | None:
    """None where the person is employed or charged with an office, else why there are no conditions to show."""
    if form.code != "contract":
        return None
    return f"{form.name}は職員の任用ではないため、勤務条件表はつくりません（{form.article}）。条件は契約書で示します。"


def missing_words(kind: Kind, given: Mapping[str, str]) -> str | None:
    """The first field without which the paper would lack something; None where it is whole."""
    return next((word.field for word in DRAWABLE[kind].words if word.needed and not given.get(word.field)), None)

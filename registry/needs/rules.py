"""The life of a need (`domain.md`, Lifecycles) and the words the intake offers."""

from datetime import date
from enum import StrEnum
from typing import Final

from auth.permissions.lifecycle import Lifecycle, transition
from auth.permissions.rules import Right
from foundation.text.wareki import day_with_weekday


class Urgency(StrEnum):
    """By when, in the words a town uses."""

    THIS_MONTH = "this_month"
    THREE_MONTHS = "three_months"
    NEXT_BUDGET = "next_budget"
    NOT_URGENT = "not_urgent"
    UNKNOWN = "unknown"


class Triage(StrEnum):
    """What kind of help fits."""

    ADVICE = "advice"
    HANDS_ON = "hands_on"
    TRAINING = "training"
    JOINT_PROCUREMENT = "joint_procurement"
    JOINT_NEED = "joint_need"


class BudgetRound(StrEnum):
    """With which budget a town means to pay (`reference/budget_calendar.csv`)."""

    INITIAL = "initial"
    JUNE = "june"
    SEPTEMBER = "september"
    DECEMBER = "december"
    NONE = "none"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """What came of a need, by the town's own word."""

    SOLVED = "solved"
    PARTLY = "partly"
    NOT_SOLVED = "not_solved"


class Means(StrEnum):
    """How the prefecture heard the town."""

    VISIT = "visit"
    ONLINE = "online"
    TELEPHONE = "telephone"


THEMES: Final = {
    "counter": "窓口・申請",
    "system_renewal": "システム更新",
    "cost": "費用が高い",
    "security": "セキュリティ",
    "staff_training": "職員の研修",
    "data_use": "データ活用",
    "procurement": "調達・仕様書",
    "planning": "計画づくり",
    "hands": "人手不足",
    "other": "その他",
    "unknown": "わからない",
}
URGENCIES: Final = {
    Urgency.THIS_MONTH: "今月中に",
    Urgency.THREE_MONTHS: "3か月以内に",
    Urgency.NEXT_BUDGET: "来年度の予算に間に合えば",
    Urgency.NOT_URGENT: "急がない",
    Urgency.UNKNOWN: "わからない",
}
BUDGETS: Final = {
    BudgetRound.INITIAL: "当初予算",
    BudgetRound.JUNE: "6月補正",
    BudgetRound.SEPTEMBER: "9月補正",
    BudgetRound.DECEMBER: "12月補正",
    BudgetRound.NONE: "お金はかけない",
    BudgetRound.UNKNOWN: "わからない",
}
OUTCOMES: Final = {
    Outcome.SOLVED: "解決した",
    Outcome.PARTLY: "少し良くなった",
    Outcome.NOT_SOLVED: "解決していない",
}
TRIAGES: Final = {
    Triage.HANDS_ON: "人が入って一緒に進める",
    Triage.ADVICE: "助言で足りる",
    Triage.TRAINING: "研修がよい",
    Triage.JOINT_PROCUREMENT: "共同調達がよい",
    Triage.JOINT_NEED: "近くの町と一緒に進める",
}
MEANS: Final = {Means.VISIT: "訪問", Means.ONLINE: "オンライン", Means.TELEPHONE: "電話"}

LIFE: Final = Lifecycle(
    noun="相談",
    words={
        "draft": "書きかけ",
        "submitted": "聞き取り待ち",
        "heard": "聞き取り済み",
        "triaged": "進め方を決めた",
        "accepted": "人さがし中",
        "referred": "ほかの制度に案内",
        "on_hold": "保留",
        "filled": "支援中",
        "reviewed": "ふりかえり済み",
        "closed": "終了",
        "withdrawn": "取り下げ",
    },
    transitions=(
        transition("save", "draft", "draft", right=Right.ASK, label="保存して、あとで続ける"),
        transition("submit", "draft", "submitted", right=Right.ASK, label="相談を送る"),
        transition("hear", "submitted heard on_hold", "heard", right=Right.HEAR, label="聞き取りを記録する"),
        transition("triage", "heard triaged on_hold", "triaged", right=Right.HEAR, label="進め方を決める"),
        transition("accept", "triaged accepted", "accepted", right=Right.HEAR, label="人さがしを始める"),
        transition("refer", "heard triaged", "referred", right=Right.HEAR, label="ほかの制度に案内する",
                   needs_reason=True),
        transition("hold", "submitted heard triaged accepted", "on_hold", right=Right.HEAR, label="保留にする",
                   needs_reason=True),
        transition("agree", "accepted", "accepted", right=Right.PROPOSE, label="来る人が決まった"),
        transition("fill", "accepted", "filled", right=Right.PROPOSE, label="支援が決まった"),
        transition("review", "filled", "reviewed", right=Right.ASK, label="ふりかえる"),
        transition("close", "reviewed referred", "closed", right=Right.ASK, label="終える"),
        transition("withdraw", "draft submitted heard triaged accepted on_hold", "withdrawn", right=Right.ASK,
                   label="取り下げる", needs_reason=True),
    ),
)  # fmt: skip

ELSEWHERE: Final = frozenset({"save", "agree", "fill"})
"""Verbs that the intake and the assignment call, never the need's own page."""

FIXED_BY_AGREEMENT: Final = frozenset({"accept", "hold", "withdraw", "refer", "triage"})
"""What the database refuses once somebody is agreed on (`matching`): the page does not offer it."""

JOINABLE: Final = frozenset({"heard", "triaged", "accepted"})
"""States in which a need may join others: it was heard, and nobody is working on it yet."""

STEP_OF: Final = {
    "draft": 1, "submitted": 2, "heard": 2, "triaged": 3, "accepted": 3, "on_hold": 2, "referred": 3,
    "filled": 4, "reviewed": 5, "closed": 6, "withdrawn": 1,
}  # fmt: skip
"""At which of the five steps of the stepper (相談, 聞き取り, 人さがし, 支援中, ふりかえり) a state stands; 6: done."""

FIELD_NAMES: Final = {
    "title": "題名",
    "story": "困っていること",
    "themes": "何のことですか",
    "urgency": "いつまでに",
    "wished_half_days": "月の日数",
    "budget": "予算の時期",
    "file": "添える資料",
    "heard_on": "聞いた日",
    "means": "聞き方",
    "findings": "聞いたこと",
    "triage": "どう進めますか",
    "role": "役割",
    "half_days": "月の日数",
    "on_site_half_days": "来庁する日数",
    "first_day": "始まりの日",
    "last_day": "終わりの日",
    "form": "任用の形",
    "day_rate_ceiling_yen": "日額の上限",
    "reason": "理由",
    "scheme": "案内する制度",
    "hold_until": "次に確かめる日",
    "outcome": "結果",
    "hours_saved": "減った時間",
    "next_wish": "次にしたいこと",
    "attendees": "出席した人",
    "next_step": "次にすること",
    "lead": "代表の町",
    "purpose": "一緒に進めること",
    "needs": "一緒に進める相談",
    "equal_weight": "均等割",
    "population_weight": "人口割",
    "use_weight": "従量",
}
"""A field as the page calls it, for the summary above a refused form."""

MOVES: Final = {
    "draft": ("town", "続きを書いて送る"),
    "submitted": ("prefecture", "電話か訪問で、お話を聞きます"),
    "heard": ("prefecture", "どう進めるかを決めます"),
    "triaged": ("prefecture", "来てほしい人の条件を一緒に決めます"),
    "accepted": ("prefecture", "合う人をさがして届けます。決まった支援は、始まりの日に「支援中」へ進みます"),
    "referred": ("town", "案内された制度を確かめる"),
    "on_hold": ("prefecture", "時期を見て、もう一度お話を聞きます"),
    "filled": ("town", "来た人と仕事を進める"),
    "reviewed": ("town", "終わりにする"),
    "closed": ("nobody", "手続は終わりました"),
    "withdrawn": ("nobody", "取り下げました"),
}
"""State -> who moves next, and what they do: every page that shows a need names both."""

TITLE_LENGTH: Final = 40


def mover(state: str, *, agreed_from: date | None, hold_until: date | None) -> tuple[str, str]:
    """Who moves next (town, prefecture or nobody) and what they do, told with the day where one is known."""
    if agreed_from is not None:
        return "town", f"決まりました。{day_with_weekday(agreed_from)}から始まります。受け入れの準備をします"
    if state == "on_hold" and hold_until is not None:
        return "prefecture", f"{day_with_weekday(hold_until)}に、もう一度お話を聞きます"
    return MOVES[state]


def closed_verbs(agreed_from: date | None) -> frozenset[str]:
    """Verbs that are nobody's to press on the need's page: those of other nouns, and what an agreed support forbids."""
    return ELSEWHERE | (FIXED_BY_AGREEMENT if agreed_from else frozenset())


def title_from(story: str) -> str:
    """A title for a need whose town gave none: the first words of its first line, in code points."""
    first = story.strip().splitlines()[0] if story.strip() else ""
    return first if len(first) <= TITLE_LENGTH else first[: TITLE_LENGTH - 1] + "…"

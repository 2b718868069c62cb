"""The life of an assignment (`domain.md`, Lifecycles), and how long a town keeps the name."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from auth.permissions.lifecycle import Lifecycle, transition
from auth.permissions.rules import Right
from foundation.text.dates import add_months, period_text

LIFE: Final = Lifecycle(
    noun="配属",
    words={
        "planned": "計画中",
        "agreed": "合意済み",
        "running": "支援中",
        "reviewed": "ふりかえり済み",
        "ended": "終了",
        "handed_over": "引き継ぎ済み",
    },
    transitions=(
        transition("start", "agreed", "running", right=Right.PROPOSE, label="支援を始める"),
        transition("extend", "agreed", "agreed", right=Right.PROPOSE, label="期間を延ばす"),
        transition("extend", "running", "running", right=Right.PROPOSE, label="期間を延ばす"),
        transition("shorten", "running", "running", right=Right.PROPOSE, label="予定より早く終える", needs_reason=True),
        transition("end", "agreed running reviewed", "ended", right=Right.PROPOSE, label="配属を終える",
                   needs_reason=True),
        transition("hand_over", "ended", "handed_over", right=Right.PROPOSE, label="引き継ぎを終える"),
    ),
)  # fmt: skip

STEPS: Final = {
    "agree": "合意", "start": "支援の始まり", "extend": "延長", "shorten": "予定より早い終わり", "end": "終わり",
    "hand_over": "引き継ぎの終わり",
}  # fmt: skip
"""What the history calls each verb."""

EXTENSION: Final = Lifecycle(
    noun="延長の希望",
    words={"asked": "判断待ち", "approved": "延長する", "refused": "延長しない", "withdrawn": "取り下げ"},
    transitions=(
        transition("approve", "asked", "approved", right=Right.PROPOSE, label="延長する"),
        transition("refuse", "asked", "refused", right=Right.PROPOSE, label="延長しない", needs_reason=True),
        transition("withdraw", "asked", "withdrawn", right=Right.ASK, label="希望を取り下げる"),
    ),
)

CALENDAR: Final = {
    "begins": "支援の始まり", "ends": "支援の最後の日", "worked": "支援", "away": "来られない日",
    "covers": "代わりの支援",
}  # fmt: skip
"""What a calendar calls its entries."""

EXTENSIONS_OF: Final = ("agreed", "running")
"""States in which an assignment may still become longer."""
LONGEST_EXTENSION: Final = 60
"""Months: no form of appointment with a term lasts longer than five years (任期付職員法 6条)."""

ABSENCE: Final = Lifecycle(
    noun="不在",
    words={
        "noted": "代わりの人はいません",
        "covered": "代わりの人が来ます",
        "ended": "終わりました",
        "called_off": "取り消し",
    },
    transitions=(
        transition("cover", "noted", "covered", right=Right.PROPOSE, label="代わりの人を決める"),
        transition("end", "noted covered", "ended", right=Right.LOG_SUPPORT, label="不在を終える"),
        transition("call_off", "noted covered", "called_off", right=Right.LOG_SUPPORT, label="不在を取り消す"),
    ),
)
ABSENCES: Final = {"planned": "前から決まっている不在", "sudden": "急な不在"}
ABSENT: Final = ("noted", "covered")
"""States of an absence whose days still count."""

ALIVE: Final = ("planned", "agreed", "running")
"""States in which the need has its person and the days are booked."""

NAME_KEPT_MONTHS: Final = 12
"""Retention after the end (`decisions.md` 11): the town settles, hands over and answers an audit, names known."""

BEGUN: Final = ("running", "reviewed", "ended", "handed_over")
"""States in which there may be work to write down: what was done last is often written after the end."""

MINUTES_OF_DAY: Final = 465
"""7 hours 45 minutes: 38 h 45 min a week over five days (一般職の職員の勤務時間、休暇等に関する法律 5条, 6条, which the
ordinances of local bodies follow)."""


class Stretch(Struct, frozen=True):
    """Half-days a month for a town, from `start` to before `end`."""

    municipality_name: str
    half_days: int
    start: date
    end: date


def name_known_until(end: date) -> date:
    """The first day on which the town no longer reads the name, for an assignment that is over on `end`."""
    return add_months(end, NAME_KEPT_MONTHS)


def load_by_month(stretches: Iterable[Stretch], months: Sequence[date]) -> dict[str, list[int]]:
    """Town -> half-days in each month; a month counts whole as soon as one of its days is in the period
    (`decisions.md` 5)."""
    load: dict[str, list[int]] = {}
    for stretch in stretches:
        row = load.setdefault(stretch.municipality_name, [0] * len(months))
        for at, month in enumerate(months):
            if stretch.start < add_months(month, 1) and month < stretch.end:
                row[at] += stretch.half_days
    return load


def days_text(periods: Iterable[tuple[date, date]]) -> str:
    """First and last days as a sentence names them: 「令和9年4月1日〜4月30日、令和9年6月1日」."""
    return "、".join(period_text(first, last + timedelta(days=1)) for first, last in periods)


def half_days_worked(minutes: int) -> int:
    """The half-days that a month's minutes of one person for one town make.

    All minutes of the month together, rounded to the nearest half-day; any work at all is at least one. Travel is not
    in them. How a month is rounded is our assumption (未確認): bodies agree on a rule of their own in writing.
    """
    if minutes <= 0:
        return 0
    return max(1, (4 * minutes + MINUTES_OF_DAY) // (2 * MINUTES_OF_DAY))

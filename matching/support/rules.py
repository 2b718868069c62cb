"""The life of a support record, its words, and how near a town is to the visits its framework promises. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from auth.permissions.lifecycle import Lifecycle, transition
from auth.permissions.rules import Right
from matching.assignments.rules import MINUTES_OF_DAY


class Means(StrEnum):
    """How the help was given."""

    ON_SITE = "on_site"
    ONLINE = "online"
    TELEPHONE = "telephone"
    MAIL = "mail"


class Shared(StrEnum):
    """Who may read what was learnt, once the town has confirmed it."""

    PARTIES = "parties"
    POOL = "pool"
    TOWNS = "towns"


class Side(StrEnum):
    """Who wrote it down."""

    MEMBER = "member"
    TOWN = "town"
    POOL = "pool"


MEANS: Final = {Means.ON_SITE: "訪問", Means.ONLINE: "オンライン", Means.TELEPHONE: "電話", Means.MAIL: "メール"}
SHARED: Final = {
    Shared.PARTIES: "この町と県と本人だけ",
    Shared.POOL: "人材プールの仲間にも",
    Shared.TOWNS: "推進体制の町にも",
}
SIDES: Final = {Side.MEMBER: "支援した人", Side.TOWN: "町", Side.POOL: "県など、プールの団体"}
SATISFACTION: Final = {"5": "とても良い", "4": "良い", "3": "ふつう", "2": "あまり", "1": "良くない"}

USUAL_MINUTES: Final = (
    (30, "30分"), (60, "1時間"), (120, "2時間"), (233, "半日", "3時間53分"), (MINUTES_OF_DAY, "1日", "7時間45分"),
)  # fmt: skip
"""Lengths to tap; half a day is half of `MINUTES_OF_DAY`, in whole minutes."""

LIFE: Final = Lifecycle(
    noun="支援の記録",
    words={"sent": "町の確認待ち", "confirmed": "町が確認済み", "questioned": "町から指摘あり"},
    transitions=(
        transition("confirm", "sent questioned", "confirmed", right=Right.LOG_SUPPORT, label="この内容で合っています"),
        transition("question", "sent questioned", "questioned", right=Right.LOG_SUPPORT, label="違うところを伝える",
                   needs_reason=True),
        transition("correct", "sent confirmed questioned", "sent", right=Right.LOG_SUPPORT, label="記録を直す"),
    ),
)  # fmt: skip

FIELD_NAMES: Final = {
    "assignment": "町",
    "municipality": "町",
    "done_on": "日付",
    "minutes": "時間",
    "usual_minutes": "時間",
    "travel_minutes": "移動の時間",
    "means": "方法",
    "themes": "何のこと",
    "met": "会った人",
    "done": "したこと",
    "next_step": "次にすること",
    "next_on": "次に行く日",
    "shared": "ほかの人に見せる範囲",
    "reason": "理由",
    "file": "添える資料",
    "hours_saved": "減った時間",
    "introductions": "導入した数",
    "satisfaction": "満足度",
    "story": "成果",
    "outcome": "結果",
    "held_on": "開いた日",
    "title": "題名",
}
"""A field as the page calls it, for the summary above a refused form."""


@dataclass(frozen=True, slots=True)
class VisitRule:
    """How often a framework's model looks after every town in a fiscal year (`reference/visit_rules.csv`).

    `on_site`: only visits count; `escorted`: the prefecture's own staff come along.
    """

    model: str
    start: date
    end: date | None
    times: int
    on_site: bool
    escorted: bool
    words: str
    source: str
    confirmed: bool


def mark_of(*, times: int, before: bool, rule: VisitRule | None) -> str:
    """How a town stands on the map: `dot` as often as promised this year, `diamond` less often, `hollow` never."""
    if times >= (rule.times if rule else 1):
        return "dot"
    return "diamond" if times or before else "hollow"


def changed(before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    """The fields that a correction changed, as the page calls them."""
    return [FIELD_NAMES.get(name, name) for name in after if before.get(name) != after[name]]

"""The lists that can be asked, and what their filters are called."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from registry.capacity.rules import FORMS
from registry.members.question import PeopleOrder, Place
from registry.members.rules import CERTIFICATES, STATES
from registry.municipalities.regions import REGIONS
from registry.needs.question import NeedsOrder
from registry.needs.rules import LIFE, THEMES, TRIAGES, URGENCIES
from registry.skills.rules import ROLES


class ListName(StrEnum):
    """A list, by its place in the URL."""

    MEMBERS = "members"
    NEEDS = "needs"


LISTS: Final = {ListName.MEMBERS: "人材", ListName.NEEDS: "相談・要望"}
LABELS: Final[Mapping[str, str]] = {
    "words": "言葉",
    "role": "役割", "skill": "できること", "region": "地方", "prefecture": "都道府県", "town": "市区町村",
    "form": "任用の形", "place": "働く場所", "certificate": "資格", "state": "状態", "days": "日数", "on": "日付",
    "theme": "何のこと", "urgency": "いつまでに", "triage": "進め方", "first_day": "期間の始まり",
    "last_day": "期間の終わり", "period": "期間", "since": "前回からの動き", "order": "並べ方", "name": "名前",
    "_": "条件", "skill_more": "できること", "level_more": "深さ",
}  # fmt: skip
"""A filter as the page calls it."""

PLACES: Final = {Place.ON_SITE: "来庁", Place.REMOTE: "オンライン"}


def by_code(words: Mapping[Any, str]) -> dict[str, str]:
    """A closed list by its codes as plain strings, which is how rows hold them."""
    return {str(code): called for code, called in words.items()}


CHOICES: Final[Mapping[str, Mapping[str, Mapping[str, str]]]] = {
    ListName.MEMBERS: {
        "role": by_code(ROLES), "state": by_code(STATES), "form": by_code(FORMS), "place": by_code(PLACES),
        "certificate": by_code(CERTIFICATES), "region": by_code(REGIONS),
    },
    ListName.NEEDS: {
        "state": LIFE.words, "theme": THEMES, "urgency": by_code(URGENCIES), "triage": by_code(TRIAGES),
        "role": by_code(ROLES), "form": by_code(FORMS), "place": by_code(PLACES), "region": by_code(REGIONS),
    },
}  # fmt: skip
"""List -> filter -> value -> words, for the filters that choose from a closed list."""

TABS: Final = {ListName.MEMBERS: "role", ListName.NEEDS: "state"}
"""The filter that each list offers above itself."""

ORDERS: Final[Mapping[str, Mapping[str, str]]] = {
    ListName.MEMBERS: by_code({PeopleOrder.KANA: "ふりがなの順", PeopleOrder.MOVED: "新しく動いた順"}),
    ListName.NEEDS: by_code({NeedsOrder.MOVED: "新しく動いた順", NeedsOrder.WAITING: "長く待っている順"}),
}
MOST_EXPORTED: Final = 10_000
"""Rows of one file; beyond it a narrower question is asked for."""

TOO_MANY: Final = (
    f"一度に書き出せるのは{MOST_EXPORTED:,}件までです。条件を足して絞ってから、もう一度書き出してください。"
)
NAME_TWICE: Final = "同じ名前の条件がすでにあります。別の名前にしてください。"

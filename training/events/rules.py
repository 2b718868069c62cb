"""Kinds of events: pure."""

from typing import Final

KINDS: Final = {"gathering": "交流会", "forum": "フォーラム", "study": "勉強会"}
MOST_FILES: Final = 20
MOST_PLACES: Final = 2000
PAGE_NAMES: Final = {
    "kind": "種類", "name": "名前", "theme": "テーマ", "programme": "内容と次第", "held_on": "日",
    "begins_at": "始まる時刻", "place": "場所", "places": "定員", "contact": "問い合わせ先",
    "reason": "理由", "file": "資料",
}  # fmt: skip
"""Fields as the page calls them."""

"""The columns of our own roster: heading, what goes into it, how a cell is read. Pure.

A reader takes a cell that is not empty and raises `ValueError` for what it cannot read; the sentence a person reads
is put together from the column's example.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final
from uuid import UUID

from foundation.text.half_days import parse_half_days
from foundation.text.ids import body_id
from foundation.text.search import search_key
from foundation.text.sheet_shape import Column
from foundation.text.text_type import digits
from foundation.text.typed_days import read_day
from foundation.text.words import SEPARATOR, several
from registry.capacity.rules import FORMS
from registry.members.rules import CERTIFICATES, EXPERIENCE
from registry.municipalities.naming import town_named
from registry.municipalities.reference import prefectures
from registry.skills.rules import ROLES

KEY: Final = "管理番号"
LEVEL: Final = re.compile(r"(?P<name>.+?)[:：]\s*(?P<level>[1-4])?\s*")
YES: Final = frozenset(map(search_key, ("○", "〇", "はい", "可", "1", "true")))
NO: Final = frozenset(map(search_key, ("×", "いいえ", "不可", "0", "false")))

Skills = Mapping[str, UUID]
"""Search key of a skill's name -> its id."""


def columns_with(skills: Skills) -> tuple[Column, ...]:
    """Every column of the template, in its order."""
    return (
        Column(KEY, "external_key", "P-001", str, required=True),
        Column("氏名", "name", "架空 花子", str, required=True, private=True),
        Column("ふりがな", "kana", "かくう はなこ", str, private=True),
        Column("役割", "roles", "サービスデザイナー、エンジニア", several(ROLES)),
        Column("スキル", "skills", "窓口・申請の設計:3、クラウド:2", lambda cell: read_skills(cell, skills)),
        Column("経験年数", "experience_band", "10-14", read_experience),
        Column("都道府県", "prefecture", "広島県", read_prefecture),
        Column("拠点の団体コード", "base", "344621", read_town),
        Column("来庁", "on_site", "○", read_yes),
        Column("オンライン", "remote", "○", read_yes),
        Column("任用の形", "forms", "特別職非常勤職員、業務委託", several(FORMS)),
        Column("資格", "certificates", "ITコーディネータ", several(CERTIFICATES)),
        Column("移動の上限（分）", "travel_limit_minutes", "90", digits),
        Column("受け持てる町の数", "max_municipalities", "3", digits),
        Column("日額（円）", "day_rate_yen", "30,000", str),
        Column("月の日数", "half_days", "4.5", parse_half_days),
        Column("いつから", "first_day", "2027-04-01", read_day),
        Column("いつまで", "last_day", "2028-03-31", read_day),
        Column("メール", "email", "hanako@example.jp", str, private=True),
        Column("電話", "phone", "000-0000-0000", str, private=True),
        Column("勤め先", "employer_name", "架空デザイン株式会社", str, private=True),
        Column("兼業", "side_jobs", "なし", str, private=True),
        Column("備考", "note", "平日の午後がよい", str, private=True),
    )


def read_skills(cell: str, skills: Skills) -> object:
    """`窓口・申請の設計:3、クラウド` : names with a level, or without one (未確認)."""
    held = []
    for piece in (piece.strip() for piece in SEPARATOR.split(cell)):
        if not piece:
            continue
        found = LEVEL.fullmatch(digits(piece))
        name, level = (found["name"], found["level"]) if found else (piece, None)
        held.append({"skill": skills[search_key(name)], "level": int(level) if level else None})
    return held


def read_experience(cell: str) -> object:
    """A band by its code or its words, or a number of years."""
    typed = digits(cell).replace("年", "").strip()
    if typed.isdigit():
        return ("0-4", "5-9", "10-14", "15-19", "20-")[min(int(typed) // 5, 4)]
    codes = {search_key(word): code for code, word in EXPERIENCE.items()} | {str(code): code for code in EXPERIENCE}
    return codes[search_key(typed)]


def read_prefecture(cell: str) -> object:
    """A prefecture by its name."""
    return _halls()[search_key(cell)]


def read_town(cell: str) -> object:
    """A municipality by its 団体コード, or by its name with the prefecture where names repeat."""
    return body_id(town_named(cell).code6)


@cache
def _halls() -> dict[str, UUID]:
    return {search_key(place.name): body_id(place.code6) for place in prefectures()}


def read_yes(cell: str) -> object:
    """○ or ×, and what people write instead."""
    typed = search_key(cell)
    if typed in YES:
        return True
    if typed in NO:
        return False
    raise ValueError(cell)

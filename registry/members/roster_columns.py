"""The columns of our own roster: heading, what goes into it, how a cell is read. Pure.

A reader takes a cell that is not empty and raises `ValueError` for what it cannot read; the sentence a person reads
is put together from the column's example.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar
from uuid import UUID

from foundation.text.half_days import parse_half_days
from foundation.text.ids import body_id
from foundation.text.search import search_key
from foundation.text.text_type import digits
from registry.capacity.rules import FORMS
from registry.members.rules import CERTIFICATES, EXPERIENCE
from registry.municipalities.reference import municipalities, prefectures
from registry.skills.rules import ROLES

KEY: Final = "管理番号"
SEPARATOR: Final = re.compile(r"[、,，;；\n]+")
LEVEL: Final = re.compile(r"(?P<name>.+?)[:：]\s*(?P<level>[1-4])?\s*")
DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
YES: Final = frozenset({"○", "〇", "はい", "可", "1", "true"})
NO: Final = frozenset({"×", "いいえ", "不可", "0", "false"})

Code = TypeVar("Code", bound=str)
Skills = Mapping[str, UUID]
"""Search key of a skill's name -> its id."""


IDENTIFYING: Final = frozenset({"name", "kana", "email", "phone", "employer_name", "side_jobs", "note"})
"""Columns whose cells are never repeated in a sentence: sentences reach terminals and logs."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `field` of the shape it fills, an example of its cells, and whether it must be there."""

    heading: str
    field: str
    example: str
    read: Callable[[str], object]
    required: bool = False


def columns_with(skills: Skills) -> tuple[Column, ...]:
    """Every column of the template, in its order."""
    return (
        Column(KEY, "external_key", "P-001", str, required=True),
        Column("氏名", "name", "架空 花子", str, required=True),
        Column("ふりがな", "kana", "かくう はなこ", str),
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
        Column("メール", "email", "hanako@example.jp", str),
        Column("電話", "phone", "000-0000-0000", str),
        Column("勤め先", "employer_name", "架空デザイン株式会社", str),
        Column("兼業", "side_jobs", "なし", str),
        Column("備考", "note", "平日の午後がよい", str),
    )


def several(words: Mapping[Code, str]) -> Callable[[str], object]:
    """A reader of several words of a closed list, by name or code."""
    codes = {search_key(word): code for code, word in words.items()} | {search_key(code): code for code in words}

    def read(cell: str) -> object:
        pieces = [search_key(piece) for piece in SEPARATOR.split(cell) if piece.strip()]
        if unknown := [piece for piece in pieces if piece not in codes]:
            raise ValueError(unknown[0])
        return list(dict.fromkeys(codes[piece] for piece in pieces))

    return read


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
    return {search_key(place.name): body_id(place.code6) for place in prefectures()}[search_key(cell)]


def read_town(cell: str) -> object:
    """A municipality by its six-digit 団体コード: names repeat."""
    code = digits(cell).strip().zfill(6)
    return {town.code6: body_id(town.code6) for town in municipalities()}[code]


def read_yes(cell: str) -> object:
    """○ or ×, and what people write instead."""
    typed = search_key(cell)
    if typed in {search_key(word) for word in YES}:
        return True
    if typed in {search_key(word) for word in NO}:
        return False
    raise ValueError(cell)


def read_day(cell: str) -> object:
    """A day as `2027-04-01`, `2027/4/1` or `2027年4月1日`."""
    found = DAY.fullmatch(digits(cell).strip())
    if found is None:
        raise ValueError(cell)
    return date(*(int(part) for part in found.groups()))

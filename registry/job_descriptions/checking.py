"""What a job description still lacks or says too vaguely. Pure: the same words give the same findings."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final

from msgspec import Struct

from registry.job_descriptions.rules import FIELD_NAMES
from registry.job_descriptions.schemas import Content

VAGUE: Final = re.compile(r"など|等(?!級|しい|分)|適宜|必要に応じ|その他|幅広|全般|積極的|可能な限り|応相談|要相談")
MEASURE: Final = re.compile(r"[0-9０-９〇一二三四五六七八九十百千]|年度末|毎週|毎月")
MOST_DUTIES: Final = 6
MOST_MUST: Final = 4
DAYS_PER_DUTY: Final = 2
"""Half-days a month below which a duty gets no attention: our own rule of thumb, half a day a fortnight."""


class Finding(Struct, frozen=True):
    """A sentence about a field. `must`: the town is not asked before it is mended."""

    field: str
    sentence: str
    must: bool


REQUIRED: Final = (
    ("duties", "主な仕事を一つ以上選んでください。"),
    ("goals", "めざすことを書いてください。いつまでに何がどうなればよいかを、1行に1つ。"),
    ("authority", "できること・できないことを書いてください。着任後の行き違いが減ります。"),
    ("reports_to", "だれに報告するかを書いてください。"),
    ("skills", "求める力を一つ以上選んでください。"),
    ("form", "任用の形を選んでください。"),
    ("first_day", "始まりの日を入れてください。"),
    ("last_day", "終わりの日を入れてください。"),
    ("half_days", "月の日数を入れてください。"),
    ("place", "働く場所を書いてください。"),
    ("pay_unit", "報酬の単位を選んでください。報酬がなければ「報酬なし」です。"),
    ("side_job", "ほかの仕事との兼業ができるかを選んでください。"),
    ("towns", "支援する団体を選んでください。"),
    ("apply_until", "応募の締切を入れてください。"),
)
"""Field and what to do where it is empty."""


def findings(content: Content, *, today: date) -> list[Finding]:
    """What is missing first, then what contradicts itself, then what is vague."""
    found = [Finding(field, sentence, True) for field, sentence in REQUIRED if not getattr(content, field)]
    found += [Finding(field, sentence, True) for field, sentence in _contradictions(content, today)]
    found += [Finding(field, sentence, False) for field, sentence in _vague(content)]
    return found


def _contradictions(content: Content, today: date) -> Iterator[tuple[str, str]]:
    if content.first_day and content.last_day and content.last_day < content.first_day:
        yield "last_day", "終わりの日が、始まりの日より前です。"
    if content.half_days is not None and (content.on_site_half_days or 0) > content.half_days:
        yield "on_site_half_days", "来庁の日数が、月の日数を超えています。"
    if content.pay_unit not in (None, "none") and content.pay_yen is None:
        yield "pay_yen", "報酬の額を入れてください。"
    if content.pay_unit == "none" and content.pay_yen is not None:
        yield "pay_unit", "「報酬なし」ですが、額が入っています。"
    if content.apply_until and content.apply_until < today:
        yield "apply_until", "応募の締切が過ぎています。"
    yield from _order(content)


def _order(content: Content) -> Iterator[tuple[str, str]]:
    """Each day of the selection that is known comes after the one before it."""
    days = (("apply_until", "応募の締切"), ("screening_on", "書類選考"), ("interview_on", "面接"),
            ("result_on", "結果の通知"), ("first_day", "始まりの日"))  # fmt: skip
    known = [(field, words, getattr(content, field)) for field, words in days if getattr(content, field)]
    for (_, before, earlier), (field, words, later) in pairwise(known):
        if later < earlier:
            yield field, f"「{words}」が「{before}」より前の日です。"


def _vague(content: Content) -> Iterator[tuple[str, str]]:
    for field in ("goals", "authority", "duty_notes", "pay_notes"):
        if said := VAGUE.search(getattr(content, field)):
            yield (
                field,
                f"「{FIELD_NAMES[field]}」の「{said[0]}」は、読む人によって意味が変わります。具体的に書き直してください。",
            )
    for line in content.goals.splitlines():
        if line.strip() and not MEASURE.search(line):
            yield (
                "goals",
                f"「{line.strip()[:20]}」には、数か期限がありません。できたかどうかを後で確かめられる形にしてください。",
            )
    if len(content.duties) > MOST_DUTIES:
        yield (
            "duties",
            f"主な仕事が{len(content.duties)}あります。{MOST_DUTIES}つまでにしぼると、合う人が見つかりやすくなります。",
        )
    if content.half_days and content.half_days < DAYS_PER_DUTY * len(content.duties):
        yield "half_days", "仕事の数に対して日数が少なめです。仕事をしぼるか、日数を増やしてください。"
    must = sum(skill.must for skill in content.skills)
    if must > MOST_MUST:
        yield "skills", f"必須が{must}あります。{MOST_MUST}つまでにして、ほかは「あるとよい」にすると応募が増えます。"
    if content.skills and not must:
        yield "skills", "必須の力がありません。なくては困るものを一つ選ぶと、選考の物さしになります。"
    if content.on_site_half_days == 0 and content.place and "オンライン" not in content.place:
        yield "place", "来庁の日数が0です。オンラインで働く仕事なら、働く場所にそう書いてください。"

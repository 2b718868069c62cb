"""A job description as a person reads it: one list of parts for the page, the papers and the comparison. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from foundation.text.dates import period_text
from foundation.text.difference import Change, changes_of
from foundation.text.half_days import half_days
from foundation.text.wareki import wareki_with_weekday
from registry.capacity.rules import FORMS
from registry.job_descriptions.rules import FIELD_NAMES, PAY_UNITS, SIDE_JOBS
from registry.job_descriptions.schemas import Content, SkillLine
from registry.skills.rules import ROLES

OPEN: Final = "まだ決めていません"


class Part(Struct, frozen=True):
    """A heading and its lines. `field` is the first of the content's fields it tells of."""

    field: str
    title: str
    lines: list[str]


def parts_of(content: Content) -> list[Part]:
    """Every part, in the order of the paper; one that is not decided yet says so."""
    told = (
        ("role", [ROLES[role] for role in ROLES if role == content.role]),
        ("towns", [town.name for town in content.towns]),
        ("duties", [*(f"{duty.name}：{duty.gloss}" for duty in content.duties), *content.duty_notes.splitlines()]),
        ("goals", content.goals.splitlines()),
        ("authority", content.authority.splitlines()),
        ("reports_to", [content.reports_to]),
        ("skills", [_skill(skill) for skill in sorted(content.skills, key=lambda one: not one.must)]),
        ("form", [FORMS[form] for form in FORMS if form == content.form]),
        ("first_day", list(_term(content))),
        ("half_days", list(_days(content))),
        ("place", [content.place]),
        ("pay_yen", list(_pay(content))),
        ("side_job", [SIDE_JOBS[choice] for choice in SIDE_JOBS if choice == content.side_job]),
        ("apply_until", list(_selection(content))),
    )
    return [Part(field, TITLES.get(field, FIELD_NAMES[field]), _lines(lines)) for field, lines in told]


TITLES: Final = {
    "first_day": "任期",
    "half_days": "働く日数",
    "pay_yen": "報酬",
    "apply_until": "選考の日程",
}
"""Parts that tell of several fields."""


def changes_between(old: Content, new: Content) -> list[Change]:
    """The title and the parts that differ, line by line."""
    pairs = [("職名", [old.title], [new.title])]
    pairs += [(b.title, a.lines, b.lines) for a, b in zip(parts_of(old), parts_of(new), strict=True)]
    return changes_of(pairs)


def _lines(lines: Sequence[str]) -> list[str]:
    return [line.strip() for line in lines if line.strip()] or [OPEN]


def _skill(skill: SkillLine) -> str:
    return f"{'必須' if skill.must else 'あるとよい'}：{skill.name}（深さ{skill.level}以上）"


def _term(content: Content) -> Iterator[str]:
    first, last = content.first_day, content.last_day
    if first and last and first <= last:
        yield period_text(first, date.fromordinal(last.toordinal() + 1))
    elif first or last:
        yield "〜".join(wareki_with_weekday(day) if day else "（未定）" for day in (first, last))


def _days(content: Content) -> Iterator[str]:
    if content.half_days is not None:
        yield f"月{half_days(content.half_days)}日"
    if content.on_site_half_days is not None:
        yield f"うち来庁{half_days(content.on_site_half_days)}日"


def _pay(content: Content) -> Iterator[str]:
    unit = next((words for value, words in PAY_UNITS.items() if value == content.pay_unit), "")
    if content.pay_unit == "none":
        yield unit
    elif content.pay_yen is not None:
        yield f"{unit}{content.pay_yen:,}円{'（消費税を含む）' if content.pay_with_tax else ''}"
    yield content.pay_notes


def _selection(content: Content) -> Iterator[str]:
    days = (("応募の締切", content.apply_until, "まで（この日を含む）"), ("書類選考", content.screening_on, ""),
            ("面接", content.interview_on, ""), ("結果の通知", content.result_on, ""))  # fmt: skip
    for words, day, end in days:
        if day is not None:
            yield f"{words}：{wareki_with_weekday(day)}{end}"

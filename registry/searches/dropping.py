"""Filters one by one: what each is called, and the question without it. Pure.

A list counts its gains by test (`words:0`, `skill:…`, `prefecture`); several fields may make one test.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from foundation.text.half_days import half_days
from foundation.text.wareki import day_with_weekday
from registry.members.question import PeopleQuestion
from registry.municipalities.reference import municipalities, prefectures
from registry.needs.question import NeedsQuestion
from registry.searches.rules import CHOICES, LABELS, ListName

Asked = PeopleQuestion | NeedsQuestion
TOGETHER: Final[Mapping[str, tuple[str, ...]]] = {
    "prefecture": ("region", "prefecture"), "days": ("days", "on"), "period": ("first_day", "last_day"),
}  # fmt: skip
"""Test -> the fields that make it, where they are several."""


def list_of(question: Asked) -> ListName:
    """Which list a question is about."""
    return ListName.MEMBERS if isinstance(question, PeopleQuestion) else ListName.NEEDS


def dropped(question: Asked, test: str) -> Asked:
    """The question without one of its tests."""
    name, _, value = test.partition(":")
    if name == "words":
        words = question.words.split()
        return question.model_copy(update={"words": " ".join(words[: int(value)] + words[int(value) + 1 :])})
    for field in TOGETHER.get(name, (name,)):
        if field in type(question).model_fields:
            question = question.without(field, value)
    return question


def told(question: Asked, test: str, *, skills: Mapping[UUID, str]) -> str:
    """A test in words, `役割：エンジニア`."""
    name, _, value = test.partition(":")
    if name == "words":
        return f"「{question.words.split()[int(value)]}」"
    if name == "skill":
        return _skill(value, skills)
    if name == "days":
        return _days(question)
    if name in ("period", "since"):
        return _period(question) if name == "period" else "前回から動いたもの"
    values = [value] if value else [
        written for field in TOGETHER.get(name, (name,)) for had, written in question.pairs() if had == field
    ]  # fmt: skip
    return f"{LABELS[name]}：{'・'.join(_called(question, name, one) for one in values)}"


def _called(question: Asked, name: str, value: str) -> str:
    if name == "town":
        return next((town.name for town in municipalities() if town.code6 == value), value)
    closed = CHOICES[list_of(question)]
    words = closed.get(name) or {**closed["region"]} | {hall.code6: hall.name for hall in prefectures()}
    return words.get(value, value)


def _skill(choice: str, skills: Mapping[UUID, str]) -> str:
    skill, _, level = choice.partition(":")
    name = skills.get(UUID(skill), "なくなったスキル")
    return f"{name} {level}以上" if level else name


def _days(question: Asked) -> str:
    assert question.days is not None
    if isinstance(question, NeedsQuestion):
        return f"月{half_days(question.days)}日まで"
    day = f"{question.on.year}年{day_with_weekday(question.on)}" if question.on else "きょう"
    return f"{day}に残り{half_days(question.days)}日以上"


def _period(question: Asked) -> str:
    first, last = getattr(question, "first_day", None), getattr(question, "last_day", None)
    return f"期間：{_written(first)}〜{_written(last)}"


def _written(value: date | None) -> str:
    return f"{value.year}年{value.month}月{value.day}日" if value else ""

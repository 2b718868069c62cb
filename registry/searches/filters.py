"""The filters of a list as its page offers them: choices with counts, what is asked, what dropping it would gain."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final
from uuid import UUID

from msgspec import Struct

from foundation.text.ids import body_id
from registry.municipalities.reference import municipalities, prefectures
from registry.municipalities.regions import region_of
from registry.searches.dropping import Asked, dropped, list_of, told
from registry.searches.rules import CHOICES, LABELS, TABS, ListName

FREE: Final = ("prefecture", "town")
"""Filters that offer what the counts hold, instead of a closed list."""

Counts = Mapping[str, Mapping[str, int]]


class Choice(Struct, frozen=True):
    """A value of a filter, in words, with how many rows it would leave."""

    value: str
    words: str
    count: int
    chosen: bool


class Group(Struct, frozen=True):
    """A filter with its choices."""

    name: str
    label: str
    choices: tuple[Choice, ...]


class Chip(Struct, frozen=True):
    """Something asked: in words, the address without it, how many rows there would be then."""

    words: str
    href: str
    gain: int


class Tab(Struct, frozen=True):
    """One value of the list's main filter as a link."""

    words: str
    href: str
    current: bool
    count: int


def address(question: Asked, **more: object) -> str:
    """Where a question's list stands."""
    query = question.query(**more)
    return f"/{list_of(question)}{'?' if query else ''}{query}"


def groups(question: Asked, counts: Counts, *, hidden: Iterable[str] = ()) -> list[Group]:
    """Every filter of several choices, but `hidden` ones and those that have nothing to offer."""
    if "prefecture" in counts:
        counts = {**counts, "region": _by_region(counts["prefecture"])}
    offered = {**{name: dict(words) for name, words in CHOICES[list_of(question)].items()}, **_places()}
    found = [_group(name, question, offered[name], counts.get(name, {})) for name in offered
             if name in type(question).model_fields and name not in hidden]  # fmt: skip
    return [group for group in found if group.choices]


def skill_choices(question: Asked, counts: Counts, names: Mapping[UUID, str]) -> list[tuple[str, str]]:
    """Skills to add, with how many rows hold each; those asked already stand among the chips."""
    asked = {choice.partition(":")[0] for choice in question.skill}
    held = {skill: n for skill, n in counts.get("skill", {}).items() if skill not in asked}
    return [(skill, f"{names[UUID(skill)]}（{n}）") for skill, n in held.items() if UUID(skill) in names]


def chips(question: Asked, gains: Mapping[str, int], names: Mapping[UUID, str]) -> list[Chip]:
    """What is asked, each with the way back."""
    return [Chip(told(question, test, skills=names), address(dropped(question, test)), gain)
            for test, gain in gains.items()]  # fmt: skip


def tabs(question: Asked, counts: Counts) -> list[Tab]:
    """The list's main filter as links: all, then each value that has rows; the rest of the question stays."""
    name = TABS[list_of(question)]
    chosen, every = getattr(question, name), question.without(name)
    words, found = CHOICES[list_of(question)][name], counts.get(name, {})
    shown = [Tab("すべて", address(every), not chosen, 0)]
    for value, called in words.items():
        if found.get(value) or value in chosen:
            one = every.model_copy(update={name: [value]})
            shown.append(Tab(called, address(one), chosen == [value], found.get(value, 0)))
    return shown


def hidden_filters(question: Asked, *, named: bool, own_town: bool) -> Sequence[str]:
    """Filters that would say nothing to this viewer."""
    if list_of(question) is ListName.MEMBERS:
        return ("town",) if named else ("town", "state")
    return ("town", "prefecture", "region") if own_town else ()


def _group(name: str, question: Asked, words: Mapping[str, str], counts: Mapping[str, int]) -> Group:
    had = getattr(question, name)
    chosen = set(had if isinstance(had, list) else [had])
    by_value = {_code(name, value): n for value, n in counts.items()}
    closed = not counts and name not in FREE
    values = [value for value in words if closed or value in by_value or value in chosen]
    choices = tuple(Choice(v, words[v], by_value.get(v, 0), v in chosen) for v in values)
    return Group(name, LABELS[name], choices)


def _by_region(counts: Mapping[str, int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for hall, n in counts.items():
        region = str(region_of(_codes()[hall]))
        found[region] = found.get(region, 0) + n
    return found


def _code(name: str, value: str) -> str:
    return _codes().get(value, value) if name in FREE else value


@cache
def _codes() -> dict[str, str]:
    codes = [*(hall.code6 for hall in prefectures()), *(town.code6 for town in municipalities())]
    return {str(body_id(code)): code for code in codes}


@cache
def _places() -> dict[str, dict[str, str]]:
    return {
        "prefecture": {hall.code6: hall.name for hall in prefectures()},
        "town": {town.code6: town.name for town in municipalities()},
    }

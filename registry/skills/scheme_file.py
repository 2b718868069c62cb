"""A scheme in a YAML file: categories, sub-categories, names of skills. Pure.

YAML can name a node once and repeat it a billion times, and nest without end; such files are refused before they are
built.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import yaml

LARGEST: Final = 256 * 1024
DEEPEST: Final = 6
MOST_SKILLS: Final = 2_000
LONGEST: Final = 200
NUMBER: Final = re.compile(r"\s*(?P<number>[0-9]+(?:\.[0-9]+)*)\.?\s+(?P<name>\S.*)")
SHAPE: Final = "「分類：小分類：スキル名の並び」の形のYAMLにしてください。"


class SchemeUnreadable(ValueError):
    """A file that is not read; the text says in Japanese what was found and what to do. Nothing was kept."""


@dataclass(frozen=True, slots=True)
class SchemeSkill:
    """A skill of a file. `code`: the number of its sub-category and its place in it; `area`: where it stands."""

    code: str
    name: str
    area: str


class _Loader(yaml.SafeLoader):
    """PyYAML's safe loader without anchors, aliases and depth."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Refuse what could grow beyond the file. Raises `SchemeUnreadable`."""
        event = self.peek_event()  # type: ignore[no-untyped-call]  # the stub of PyYAML leaves it untyped
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise SchemeUnreadable("YAMLの参照（& と *）は使えません。書き下してから取り込んでください。")
        self.depth += 1
        if self.depth > DEEPEST:
            raise SchemeUnreadable(f"入れ子が深すぎます。{SHAPE}")
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def read_scheme(content: bytes) -> list[SchemeSkill]:
    """Every skill in the order of the file. Raises `SchemeUnreadable`."""
    if len(content) > LARGEST:
        raise SchemeUnreadable(f"ファイルが大きすぎます（{LARGEST // 1024}KBまで）。")
    try:
        found = yaml.load(content.decode("utf-8-sig"), _Loader)  # noqa: S506 - a SafeLoader that refuses more
    except UnicodeDecodeError as error:
        raise SchemeUnreadable("UTF-8のYAMLで保存し直してください。") from error
    except (yaml.YAMLError, ValueError) as error:
        if isinstance(error, SchemeUnreadable):
            raise
        raise SchemeUnreadable(f"YAMLとして読めません。{SHAPE}") from error
    skills = list(_skills(found))
    if not skills:
        raise SchemeUnreadable(f"スキルがありません。{SHAPE}")
    if len(skills) > MOST_SKILLS:
        raise SchemeUnreadable(f"スキルが多すぎます（{MOST_SKILLS:,}まで）。")
    return skills


def _skills(found: Any) -> Iterator[SchemeSkill]:
    for place, (category, groups) in enumerate(_mapping(found), start=1):
        for within, (group, names) in enumerate(_mapping(groups), start=1):
            number, group_name = _numbered(group, f"{place}.{within}")
            if not isinstance(names, list):
                raise SchemeUnreadable(f"「{group_name}」の下に、スキル名の並びがありません。{SHAPE}")
            area = f"{_numbered(category, '')[1]}／{group_name}"
            for position, name in enumerate(names, start=1):
                yield SchemeSkill(f"{number}-{position:02}", _text(name), area)


def _mapping(value: Any) -> list[tuple[str, Any]]:
    if not isinstance(value, Mapping):
        raise SchemeUnreadable(f"分類がありません。{SHAPE}")
    return [(_text(key), below) for key, below in value.items()]


def _text(value: Any) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if not text or len(text) > LONGEST or not text.isprintable():
        raise SchemeUnreadable(f"名前として読めないところがあります（{LONGEST}文字まで、1行）。{SHAPE}")
    return text


def _numbered(text: str, otherwise: str) -> tuple[str, str]:
    """`1.1 戦略の理解` as its number and its name."""
    found = NUMBER.fullmatch(text)
    return (found["number"], found["name"]) if found else (otherwise, text)

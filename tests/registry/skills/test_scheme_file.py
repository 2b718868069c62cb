"""A scheme file is read by its shape; what could blow up or is of another shape is refused before it is built."""

from collections import Counter
from collections.abc import Callable

import pytest

from registry.skills.scheme_file import LARGEST, SchemeUnreadable, read_scheme

SMALL = """
1. 変革:
  1.1 戦略:
    - 方針づくり
    - 投資の見きわめ
2. 技術:
  2.1 開発:
    - 画面づくり
"""
BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


def test_codes_and_areas_come_from_the_numbers() -> None:
    assert [(skill.code, skill.name, skill.area) for skill in read_scheme(SMALL.encode())] == [
        ("1.1-01", "方針づくり", "変革／戦略"),
        ("1.1-02", "投資の見きわめ", "変革／戦略"),
        ("2.1-01", "画面づくり", "技術／開発"),
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (BOMB, "参照"),
        ("a: &x\n  b: [c]\n", "参照"),
        ("[" * 5000, "深すぎ"),
        ("a:\n  b:\n" + "    - x\n" * 2001, "多すぎ"),
        ("- a\n- b\n", "分類がありません"),
        ("a:\n  b: c\n", "並びがありません"),
        ("a:\n  b: [1]\n", "名前として読めない"),
        ("a:\n  b: [!!python/object/apply:os.system [x]]\n", "YAMLとして読めません"),
        ("a: [", "YAMLとして読めません"),
        ("a: {}\n", "スキルがありません"),
        ("", "分類がありません"),
    ],
)
def test_what_is_no_scheme_is_refused_in_words(content: str, sentence: str) -> None:
    with pytest.raises(SchemeUnreadable, match=sentence):
        read_scheme(content.encode())


def test_a_file_too_large_or_of_another_encoding_is_refused() -> None:
    with pytest.raises(SchemeUnreadable, match="大きすぎ"):
        read_scheme(b"#" * (LARGEST + 1))
    with pytest.raises(SchemeUnreadable, match="UTF-8"):
        read_scheme("分類:".encode("utf-16"))


def test_the_published_standard(real_file: Callable[[str], bytes]) -> None:
    skills = read_scheme(real_file("dss_2_0_skills.yml"))
    assert len(skills) == 67 and len({skill.code for skill in skills}) == 67
    areas = Counter(skill.area.partition("／")[0] for skill in skills)
    assert len(areas) == 5 and len({skill.area for skill in skills}) == 13

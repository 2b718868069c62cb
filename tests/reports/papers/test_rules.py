"""How law and numbers are written on papers."""

import pytest

from reports.papers.rules import Kind, head_of, in_kanji, kanji_number, listed, number_text, share_percent


@pytest.mark.parametrize(
    ("number", "kanji"),
    [(0, "〇"), (1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (100, "百"), (101, "百一"), (252, "二百五十二"),
     (1000, "千"), (2026, "二千二十六"), (9999, "九千九百九十九")],
)  # fmt: skip
def test_numbers_as_law_writes_them(number: int, kanji: str) -> None:
    assert kanji_number(number) == kanji


def test_articles_are_written_in_kanji() -> None:
    assert in_kanji("地方自治法第252条の17") == "地方自治法第二百五十二条の十七"
    assert in_kanji("地方公務員法第３条第３項第３号") == "地方公務員法第三条第三項第三号"


def test_a_number_names_its_fiscal_year_and_series() -> None:
    assert number_text(kind=Kind.ISHOKUJO, fiscal_year=2026, number=3) == "令和8年度 委嘱第3号"


def test_who_signs() -> None:
    assert head_of("広島県", "prefecture") == "広島県知事"
    assert head_of("世羅町", "municipality") == "世羅町長"
    assert head_of("架空広域連合", "union") == "架空広域連合長"
    assert head_of("架空事務組合", "union") == "架空事務組合管理者"


def test_shares_are_printed_exactly() -> None:
    assert [share_percent(share) for share in (333_334, 500_000, 1, 1_000_000)] == [
        "33.3334%",
        "50%",
        "0.0001%",
        "100%",
    ]


def test_bodies_are_listed_as_agreements_do() -> None:
    assert listed(["広島県"]) == "広島県"
    assert listed(["広島県", "世羅町", "安芸太田町"]) == "広島県、世羅町及び安芸太田町"

"""The certificate and the sheet of cards: what stands on them, ten to a sheet, long and rare names whole."""

import re
from datetime import date
from itertools import pairwise
from subprocess import run
from uuid import uuid4

import pytest
from msgspec.structs import replace

from reports.papers.cards import card_class, fits_a_card
from reports.papers.paper import html_of, pdf_of
from reports.papers.rules import Kind
from reports.papers.schemas import Carding, Certifying, Mark, Paper
from tests.reports.issuing.queued import text_of

MARK = Mark(12, 2026, date(2026, 11, 21))
MINISTRIES = ["総務省", "デジタル庁"]
FIRST_CARD = (31.0, 187.0)
"""Points from the upper edge of the sheet: 11 mm to 66 mm."""


def paper(kind: Kind, content: Carding | Certifying) -> Paper:
    return Paper(kind, uuid4(), uuid4(), uuid4(), uuid4(), [], "書類", date(2026, 11, 21), content)


async def printed(kind: Kind, content: Carding | Certifying) -> bytes:
    return await pdf_of(html_of(paper(kind, content), MARK, issuer_name="国", demo=True))


async def test_a_certificate_says_who_under_which_number_until_when_and_how_to_check_it() -> None:
    words = Certifying("𠮷田　架空", "R8-0012", "広島県", date(2026, 12, 1), date(2029, 11, 30), "ABCD-EFGH-IJKL",
                       MINISTRIES)  # fmt: skip
    text = text_of(await printed(Kind.CERTIFICATE, words))
    for told in ("登録証", "𠮷田架空", "R8-0012", "広島県の推薦により", "令和十一年十一月三十日まで", "総務省",
                 "デジタル庁", "ABCD-EFGH-IJKL"):  # fmt: skip
        assert told in text


@pytest.mark.parametrize("person", ["髙橋　架空", "寿限無寿限無五劫の擦り切れ海砂利水魚の　水行末"])
async def test_ten_cards_stand_on_one_sheet(person: str) -> None:
    words = Carding(person, "R8-0012", "広島県", "総務局デジタル推進課", "専門員", "広島市中区基町10-52",
                    "082-000-0000", "kaku@example.jp", MINISTRIES)  # fmt: skip
    pdf = await printed(Kind.CARDS, words)
    text = text_of(pdf)
    assert text.count("kaku@example.jp") == 10 and text.count("総務省デジタル庁") == 10
    assert text.count("\f") <= 1


async def test_long_words_are_set_smaller_and_cover_nothing() -> None:
    words = Carding("髙𣘺\U000e0101　葛城之介左衛門尉仮名子", "R8-0012", "広島・愛媛共同デジタル人材プール広域連合" * 2,
                    "総務局デジタルトランスフォーメーション推進統括室市町支援グループ", "会計年度任用職員（専門監）",
                    "〒730-8511 広島県広島市中区基町10番52号 広島県庁舎北館4階 支援窓口", "082-000-0000（内線1234）",
                    "jichitai-dx-accelerator-kasoh@dx-suishin.pref.hiroshima.example.lg.jp", MINISTRIES)  # fmt: skip
    assert card_class(words) == "card-full"
    lines = lines_of_the_first_card(await printed(Kind.CARDS, words))
    assert len(lines) >= 8 and lines[-1][1] < FIRST_CARD[1]
    assert [pair for pair in pairwise(lines) if pair[0][1] > pair[1][0]] == []


async def test_the_fullest_card_that_is_printed_has_every_line_on_it() -> None:
    name = "ーっ仮" * 33 + "仮"
    words = Carding(name, "R8-0012", "体" * 40, "", "職" * 30, "所」" * 20, "0" * 30, "W" * 40, MINISTRIES)
    assert (card_class(words), fits_a_card(words)) == ("card-fullest", True)
    assert not fits_a_card(replace(words, division="部署の名"))
    pdf = await printed(Kind.CARDS, words)
    lines = lines_of_the_first_card(pdf)
    assert [pair for pair in pairwise(lines) if pair[0][1] > pair[1][0]] == []
    assert FIRST_CARD[0] < lines[0][0] and lines[-1][1] < FIRST_CARD[1]
    assert text_of(pdf).count("W" * 40) == 10 and len(lines) == 11


def test_short_words_are_set_large_and_the_longest_that_may_be_typed_fit_nowhere() -> None:
    short = Carding("仮名", "R8-0012", "小菅村", "", "", "", "", "", MINISTRIES)
    usual = replace(short, division="総務局デジタル推進課", post="専門員", address="広島市中区基町10-52",
                    phone="082-000-0000", email="kaku@example.jp")  # fmt: skip
    longest = Carding(
        "仮" * 100, "R8-0012", "体" * 60, "部" * 60, "職" * 60, "所" * 100, "0" * 40, "m" * 100, MINISTRIES
    )
    assert (card_class(short), card_class(usual), fits_a_card(longest)) == ("", "", False)


def lines_of_the_first_card(pdf: bytes) -> list[tuple[float, float]]:
    """Upper and lower edge in points of every line, by the words at the card's left margin."""
    told = run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    words = [
        tuple(map(float, found)) for found in re.findall(r'xMin="(\S+)" yMin="(\S+)" xMax="\S+" yMax="(\S+)"', told)
    ]
    return sorted((top, bottom) for left, top, bottom in words if 56 < left < 58 and top > FIRST_CARD[0] + 4
                  and bottom < FIRST_CARD[1] + 9)  # fmt: skip

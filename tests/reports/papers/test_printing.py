"""What a PDF holds: every letter of a name, structure for screen readers, nothing from outside."""

import contextlib
import re
import zlib
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from reports.papers import fonts
from reports.papers.fonts import rare_names_marked
from reports.papers.paper import CannotPrint, html_of, pdf_of
from reports.papers.press import own_files_only
from reports.papers.rules import Kind
from reports.papers.schemas import Agreeing, Appointing, Mark, Paper, Partner, Posting
from tests.reports.issuing.queued import text_of

FIRST, LAST = date(2027, 1, 1), date(2027, 3, 31)
MARK = Mark(101, 2026, date(2026, 11, 21))


def appointing(person: str = "架空　一郎", *, article: str | None = "地方公務員法第22条の2") -> Paper:
    """A paper for a person."""
    words = Appointing(person, "デジタル専門員", "広島県", "広島県知事", article, FIRST, LAST,
                       [Posting("世羅町", 3, FIRST, LAST)])  # fmt: skip
    return paper(Kind.JIREI, words, approved=True)


def paper(kind: Kind, content: Appointing | Agreeing, *, approved: bool) -> Paper:
    """A paper that says this."""
    day = date(2026, 11, 21) if approved else None
    return Paper(kind, uuid4(), uuid4(), uuid4(), None, [], "書類", day, content)


async def printed(what: Paper, mark: Mark | None) -> bytes:
    """Its PDF, in demo mode."""
    return await pdf_of(html_of(what, mark, issuer_name="広島県", demo=True))


async def test_an_issued_paper_says_who_under_which_law_until_when_and_its_number() -> None:
    text = text_of(await printed(appointing(), MARK))
    for words in (
        "令和八年度辞令第百一号", "架空一郎", "地方公務員法第二十二条の二の規定により", "令和九年三月三十一日まで",
        "広島県知事", "世羅町（月1.5日", "デモ用の架空データです",
    ):  # fmt: skip
        assert words in text
    assert "案" not in text


async def test_a_draft_says_so_and_has_no_number() -> None:
    text = text_of(await printed(appointing(), None))
    assert "案" in text and "番号はありません" in text
    assert "辞令第百一号" not in text


async def test_a_reissue_is_marked_and_keeps_its_number() -> None:
    again = Mark(101, 2026, date(2026, 11, 21), reissued_on=date(2027, 1, 8))
    text = text_of(await printed(appointing(), again))
    assert "辞令第百一号" in text and "令和九年一月八日再発行" in text


async def test_an_unconfirmed_article_is_never_replaced_by_a_guess() -> None:
    text = text_of(await printed(appointing(article=None), MARK))
    assert "の規定により" not in text and "未確認" in text


@pytest.mark.parametrize(
    "name", ["𠮷田　髙志", "葛\U000e0100城　辻\U000e0101之介", "邉　栁太﨑濵", "<b>架空</b>　&amp;"]
)
async def test_rare_letters_and_hostile_ones_are_printed_as_entered(name: str) -> None:
    text = text_of(await printed(appointing(name), MARK))
    assert "".join(name.split()).replace("\U000e0100", "").replace("\U000e0101", "") in text.replace(
        "\U000e0100", ""
    ).replace("\U000e0101", "")


@pytest.mark.parametrize(
    ("name", "rare"), [("𠮷田　髙志", True), ("葛\U000e0100城　架空", True), ("吉田　高志", False)]
)
async def test_a_name_with_a_rare_letter_or_a_variant_is_set_whole_in_the_font_of_registers(
    name: str, rare: bool
) -> None:
    html = html_of(appointing(name), MARK, issuer_name="広島県", demo=True)
    assert (f'<span class="rare-name">{name}' in html) is rare
    assert (b"IPAmjMincho" in inflated(await pdf_of(html))) is rare


def test_marking_a_name_leaves_what_is_escaped_and_the_tags_alone() -> None:
    hostile = '<p title="𠮷">&lt;b&gt;𠮷&amp;葛\U000e0100（吉）</p>'
    first, second = (f'<span class="rare-name">{name}</span>' for name in ("𠮷", "葛\U000e0100"))
    assert rare_names_marked(hostile) == f'<p title="𠮷">&lt;b&gt;{first}&amp;{second}（吉）</p>'


async def test_a_letter_without_a_font_is_refused_in_words_and_never_printed_as_a_box() -> None:
    with pytest.raises(CannotPrint, match="「\U000323af」の字を持つ書体"):
        await printed(appointing("架空　\U000323af"), MARK)


async def test_without_a_japanese_font_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "fc-list").write_text("#!/bin/sh\n")
    (tmp_path / "fc-list").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    fonts.installed_letters.cache_clear()
    try:
        with pytest.raises(CannotPrint, match="日本語の書体"):
            await printed(appointing(), MARK)
    finally:
        fonts.installed_letters.cache_clear()


async def test_it_is_tagged_titled_and_japanese() -> None:
    inside = inflated(await printed(appointing(), MARK))
    assert b"/StructTreeRoot" in inside and b"/Marked true" in inside
    assert b"/Lang (ja)" in inside
    assert b"pdfuaid:part" in inside and '<rdf:li xml:lang="x-default">書類</rdf:li>'.encode() in inside


def inflated(pdf: bytes) -> bytes:
    """The bytes of a PDF with its compressed streams unpacked."""
    parts = [pdf]
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        with contextlib.suppress(zlib.error):
            parts.append(zlib.decompress(found[1]))
    return b"\n".join(parts)


async def test_an_agreement_numbers_its_articles_and_shares_out_the_whole() -> None:
    towns = [Partner("世羅町", "世羅町長", 4, "use", 500_000), Partner("安芸太田町", "安芸太田町長", 4, "use", 500_000)]
    words = Agreeing("共同活用に関する協定書", FIRST, LAST, Partner("広島県", "広島県知事", 0, "use", 0), towns)
    text = text_of(await printed(paper(Kind.AGREEMENT, words, approved=True), MARK))
    for expected in ("広島県、世羅町及び安芸太田町", "第一条", "第六条", "50%", "本書三通", "安芸太田町長"):
        assert expected in text
    assert "第七条" not in text


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/x", "file:///etc/passwd", "ftp://x/y", "data:text/css,a"])
def test_nothing_outside_is_opened(url: str) -> None:
    with pytest.raises(ValueError, match="outside"):
        own_files_only().fetch(url)


def test_no_way_up_from_our_own_fonts() -> None:
    for path in ("../fonts.css", "%2e%2e/fonts.css"):
        with pytest.raises(ValueError, match="outside"):
            own_files_only().fetch(f"{fonts.OWN_FONTS.as_uri()}/files/{path}")

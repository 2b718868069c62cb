"""From what a paper says to its HTML, and from there to a tagged PDF in a process of its own."""

import asyncio
import atexit
import functools
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from foundation.errors import Refusal
from foundation.text.half_days import half_days
from foundation.text.wareki import fiscal_year_name, wareki, wareki_kanji
from matching.agreements.rules import SHARE_BASES
from reports.papers.cards import card_class
from reports.papers.fonts import installed_letters, letters_missing, own_faces, rare_names_marked
from reports.papers.pressroom import Press
from reports.papers.rules import SERIES, TITLES, Kind, in_kanji, kanji_number, listed, number_text, share_percent
from reports.papers.schemas import Mark, Paper
from training.courses.schemas import CourseRow, Edition

NO_FONT: Final = (
    "日本語の書体がこのサーバーに入っていないため、書類を印刷できません。内容と決裁は残っています。"
    "管理者が書体（fonts-morisawa-bizud-mincho など）を入れたあと、「もう一度つくる」を押してください。"
)
NO_PRINTER: Final = (
    "書類を印刷する部品（libpango）がこのサーバーに入っていません。内容と決裁は残っています。"
    "管理者が部品を入れたあと、「もう一度つくる」を押してください。"
)
NO_LETTER: Final = (
    "「{letters}」の字を持つ書体がこのサーバーにないため、書類を印刷していません。内容と決裁は残っています。"
    "管理者が書体（fonts-ipamj-mincho、fonts-hanazono など）を入れたあと、「もう一度つくる」を押してください。"
)
PAPERS_BY_ONE_PROCESS: Final = 200


class CannotPrint(Refusal):
    """This machine lacks what printing needs; the sentence says what, and who can mend it."""

    status = 503
    title = "書類を印刷できません"


def _number_in_kanji(kind: Kind, fiscal_year: int, number: int) -> str:
    return f"{in_kanji(fiscal_year_name(fiscal_year))}　{SERIES[kind]}第{in_kanji(str(number))}号"


def _number_plain(kind: Kind, fiscal_year: int, number: int) -> str:
    return number_text(kind=kind, fiscal_year=fiscal_year, number=number)


SAY: Final[dict[str, Any]] = {
    "day": wareki_kanji, "law": in_kanji, "kanji": kanji_number, "number": _number_in_kanji, "days": half_days,
    "share": share_percent, "listed": listed, "title": TITLES.__getitem__, "basis": SHARE_BASES.__getitem__,
    "year": fiscal_year_name, "day_plain": wareki, "number_plain": _number_plain, "card_class": card_class,
}  # fmt: skip
"""How a paper words things; the preview in the page words them alike."""


@functools.cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"), undefined=StrictUndefined, autoescape=True,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip


def html_of(paper: Paper, mark: Mark | None, *, issuer_name: str, demo: bool) -> str:
    """The paper as one HTML text that refers to nothing outside itself. Without a mark it is 案."""
    template = _templates().get_template("papers/paper.html")
    head, body_tag, body = template.render(
        paper=paper, mark=mark, issuer_name=issuer_name, demo=demo, say=SAY
    ).partition("<body")
    return f"{head}{body_tag}{rare_names_marked(body)}"


def course_text_html(course: CourseRow, edition: Edition, sections: list[tuple[str, list[str]]]) -> str:
    """The text of a course as one HTML text that refers to nothing outside itself."""
    template = _templates().get_template("papers/paper_course.html")
    return template.render(course=course, edition=edition, sections=sections, say=SAY)


async def pdf_of(html: str) -> bytes:
    """The PDF (PDF/UA-1, tagged). Raises `CannotPrint` where a font, a letter or pango is missing on this machine."""
    faces = await asyncio.to_thread(faces_for, html)
    try:
        return await _press().print_pdf(html, faces)
    except ImportError as error:
        raise CannotPrint(NO_PRINTER) from error


def faces_for(html: str) -> str:
    """The font rules that this text needs beside the machine's fonts. Raises `CannotPrint`, naming missing letters."""
    if not installed_letters():
        raise CannotPrint(NO_FONT)
    faces, missing = own_faces(letters_missing(html))
    if missing:
        raise CannotPrint(NO_LETTER.format(letters="".join(sorted(missing))))
    return faces


@functools.cache
def _press() -> Press:
    press = Press(papers=PAPERS_BY_ONE_PROCESS)
    atexit.register(press.stop)
    return press

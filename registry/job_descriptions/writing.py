"""A job description for posting elsewhere: plain text and DOCX. Pure: the same words give the same bytes."""

from datetime import datetime
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from registry.job_descriptions.schemas import Content
from registry.job_descriptions.wording import Part, parts_of

FONT: Final = "BIZ UDPGothic"
PAGE: Final = (Mm(210), Mm(297))
MARGIN: Final = Mm(22)
FIRST_ZIP_DAY: Final = (1980, 1, 1, 0, 0, 0)


def mark_of(*, edition: int, fixed: bool) -> str:
    """`第2版` or `案`."""
    return f"第{edition}版" if fixed else "案"


def text_of(content: Content, *, owner: str, mark: str) -> str:
    """Plain text with CRLF, as mail and other sites' forms take it."""
    lines = [f"職務記述書（{mark}）", content.title, f"{owner}", ""]
    for part in parts_of(content):
        lines += [f"■ {part.title}", *(f"・{line}" for line in part.lines), ""]
    return "\r\n".join(lines)


def docx_of(content: Content, *, owner: str, mark: str, written_at: datetime) -> bytes:
    """A Word file with real headings and lists; it holds the time of the version, not of the download."""
    document = Document()
    _lay_out(document)
    document.add_heading(content.title, level=0)
    document.add_paragraph(f"職務記述書（{mark}）　{owner}")
    for part in parts_of(content):
        _add(document, part)
    about = document.core_properties
    about.author, about.last_modified_by, about.title, about.language = owner, owner, content.title, "ja-JP"
    about.created = about.modified = written_at.replace(tzinfo=None, microsecond=0)
    about.comments = ""
    file = BytesIO()
    document.save(file)
    return _with_fixed_times(file.getvalue())


def _lay_out(document: Docx) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = PAGE
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    for name in ("Normal", "Title", "Heading 2", "List Bullet"):
        style = document.styles[name]
        style.font.name = FONT
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    document.styles["Normal"].font.size = Pt(10.5)
    document.styles["Title"].font.size = Pt(18)


def _add(document: Docx, part: Part) -> None:
    document.add_heading(part.title, level=2)
    for line in part.lines:
        document.add_paragraph(line, style="List Bullet" if len(part.lines) > 1 else "Normal")


def _with_fixed_times(archive: bytes) -> bytes:
    """The same archive with one time on every entry: the library stamps the moment of writing."""
    target = BytesIO()
    with ZipFile(BytesIO(archive)) as source, ZipFile(target, "w", ZIP_DEFLATED) as out:
        for name in source.namelist():
            entry = ZipInfo(name, date_time=FIRST_ZIP_DAY)
            entry.compress_type = ZIP_DEFLATED
            out.writestr(entry, source.read(name))
    return target.getvalue()

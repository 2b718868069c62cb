"""The text of a course as PDF: public, without number or register, printed once for each version and process."""

import asyncio
from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from reports.papers.paper import course_text_html, pdf_of
from training.courses.queries import course, edition_of
from training.courses.rules import sections

_printed: Final[dict[UUID, bytes]] = {}
_printing: Final = asyncio.Lock()


async def course_text_pdf(*, code: str, by: Viewer) -> tuple[str, bytes]:
    """File name and PDF of a course's current text. Raises `NotFound`, `CannotPrint`.

    Anybody may ask, so whoever asks for what is being printed waits for it instead of printing it again.
    """
    async with reading(by):
        subject, edition = await course(code=code, by=by), await edition_of(course=code, by=by)
    async with _printing:
        if edition.id not in _printed:
            _printed[edition.id] = await pdf_of(course_text_html(subject, edition, sections(edition.text)))
    return f"{subject.name}_第{edition.number}版.pdf", _printed[edition.id]

"""The HTML door of printed texts that need no register."""

from collections.abc import Sequence
from typing import Any

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.viewer import Viewer
from foundation.web.rendering import download
from reports.papers.course_texts import course_text_pdf


@get("/training/courses/{course:str}/pdf")
async def download_course_text(by: NamedDependency[Viewer], course: FromPath[str]) -> Response[Any]:
    """The current text of a course as PDF."""
    name, content = await course_text_pdf(code=course, by=by)
    return download(content, media_type="application/pdf", filename=name)


HANDLERS: Sequence[Any] = (download_course_text,)

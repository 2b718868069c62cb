"""The HTML door of papers."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.paging import SIZE
from foundation.web.rendering import PageRequest, download
from foundation.web.sending import sent
from reports.register import operations
from reports.register.queries import document_row, pdf, pdf_about
from reports.register.schemas import Reissue
from reports.register.showing import question_of, show_document, show_register, whole

InState = Annotated[str, QueryParameter(name="state")]
"""`state` itself is a reserved name in handlers."""


@get("/documents")
async def list_documents(
    request: PageRequest,
    by: NamedDependency[Viewer],
    in_state: InState = "",
    kind: FromQuery[str] = "",
    year: FromQuery[str] = "",
    paper: FromQuery[str] = "",
    about: FromQuery[UUID | None] = None,
    number: FromQuery[int] = 1,
    size: FromQuery[int] = SIZE,
    chosen: FromQuery[str] = "",
) -> Response[Any]:
    """The papers the viewer reads, by state, kind, fiscal year, the number on the paper and what it tells of.

    With `chosen=all` every paper of the page comes ticked.
    """
    asked = question_of(in_state, kind, whole(year), whole(paper), about)
    return await show_register(request, by, asked=asked, number=number, size=size, all_chosen=chosen == "all")


@get("/documents/{document:uuid}")
async def open_document(request: PageRequest, by: NamedDependency[Viewer], document: FromPath[UUID]) -> Response[Any]:
    """A paper's place in the register, and its words as printed."""
    return await show_document(request, by, document)


@get("/documents/{document:uuid}/pdf")
async def download_document(by: NamedDependency[Viewer], document: FromPath[UUID]) -> Response[Any]:
    """The PDF."""
    content = await pdf(id=document, by=by)
    named = await document_row(id=document, by=by)
    return download(content.content, media_type=content.media_type, filename=named.filename)


@get("/job-descriptions/{description:uuid}/pdf")
async def download_description(by: NamedDependency[Viewer], description: FromPath[UUID]) -> Response[Any]:
    """The PDF of a job description, fixed or 案."""
    named, content = await pdf_about(subject=description, by=by)
    return download(content.content, media_type=content.media_type, filename=named.filename)


@post("/documents/{document:uuid}/rendering")
async def render_again(request: PageRequest, by: NamedDependency[Viewer], document: FromPath[UUID]) -> Response[Any]:
    """Have it made again."""
    return await sent(
        request, by, lambda _: operations.render_again(id=document, by=by),
        onward=f"/documents/{document}", again=partial(show_document, request, by, document),
    )  # fmt: skip


@post("/documents/{document:uuid}/reissue")
async def reissue(request: PageRequest, by: NamedDependency[Viewer], document: FromPath[UUID]) -> Response[Any]:
    """Have an issued paper printed once more."""
    return await sent(
        request, by, lambda form: operations.reissue(id=document, asked=form.parse(Reissue), by=by),
        onward=f"/documents/{document}", again=partial(show_document, request, by, document),
    )  # fmt: skip


HANDLERS: Sequence[Any] = (
    list_documents,
    open_document,
    download_document,
    download_description,
    render_again,
    reissue,
)

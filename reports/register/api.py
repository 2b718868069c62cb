"""The JSON door of papers."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.response import Response
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from foundation.web.rendering import download
from reports.papers.rules import Kind
from reports.register import operations
from reports.register.queries import document_row, documents, pdf, pdf_about, preview
from reports.register.rules import STATES
from reports.register.schemas import DocumentRow, Preview, RegisterQuestion, Reissue

InState = Annotated[str, QueryParameter(name="state")]


class DocumentList(Struct, frozen=True):
    """A page of the register."""

    total: int
    number: int
    last: int
    documents: list[DocumentRow]


@get("/api/v1/documents")
async def list_documents(
    by: NamedDependency[Viewer], in_state: InState = "", kind: FromQuery[str] = "",
    year: FromQuery[int | None] = None, paper: FromQuery[int | None] = None, about: FromQuery[UUID | None] = None,
    number: FromQuery[int] = 1,
) -> DocumentList:  # fmt: skip
    """The papers the viewer reads, by state, kind, fiscal year, the number on the paper and what it tells of."""
    asked = RegisterQuestion(
        state=in_state if in_state in STATES else None, kind=kind if kind in list(Kind) else None, fiscal_year=year,
        number=paper, about=about,
    )  # fmt: skip
    rows, found = await documents(by=by, asked=asked, number=max(1, number))
    return DocumentList(total=found.total, number=found.number, last=found.last, documents=rows)


@get("/api/v1/documents/{document:uuid}")
async def show_document(by: NamedDependency[Viewer], document: FromPath[UUID]) -> Preview:
    """A paper with its words as printed."""
    return await preview(id=document, by=by)


@get("/api/v1/documents/{document:uuid}/pdf", media_type="application/pdf")
async def download_document(by: NamedDependency[Viewer], document: FromPath[UUID]) -> Response[bytes]:
    """The PDF."""
    content = await pdf(id=document, by=by)
    named = await document_row(id=document, by=by)
    return download(content.content, media_type=content.media_type, filename=named.filename)


@get("/api/v1/job-descriptions/{description:uuid}/pdf", media_type="application/pdf")
async def download_description(by: NamedDependency[Viewer], description: FromPath[UUID]) -> Response[bytes]:
    """The PDF of a job description, fixed or 案."""
    named, content = await pdf_about(subject=description, by=by)
    return download(content.content, media_type=content.media_type, filename=named.filename)


@post("/api/v1/documents/{document:uuid}/rendering")
async def render_again(
    by: NamedDependency[Viewer], document: FromPath[UUID], keyed: NamedDependency[Keyed | None]
) -> Done:
    """Have a paper made again that could not be made."""
    return await once(by, keyed, partial(operations.render_again, id=document, by=by))


@post("/api/v1/documents/{document:uuid}/reissue")
async def reissue(
    by: NamedDependency[Viewer], document: FromPath[UUID], data: JSONBody[Reissue],
    keyed: NamedDependency[Keyed | None],
) -> Done:  # fmt: skip
    """Have an issued paper printed once more, with its number, marked 再発行."""
    return await once(by, keyed, partial(operations.reissue, id=document, asked=data, by=by))


HANDLERS: Sequence[Any] = (
    list_documents,
    show_document,
    download_document,
    download_description,
    render_again,
    reissue,
)

"""Questions about papers; each starts from what the viewer may read."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

import msgspec
from piccolo.columns.combination import WhereRaw

from auth.journal.operations import note_reads, record
from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.paging import SIZE, Page, page_of
from foundation.database.scope import Condition, among
from foundation.database.unit_of_work import reading
from foundation.errors import Conflict, NotFound
from foundation.files.store import StoredFile, open_file
from foundation.jobs.waiting import is_waiting
from foundation.text.dates import today_jst
from reports.papers.rules import Kind
from reports.papers.schemas import Content, Mark, Paper
from reports.register.access import documents_visible_to
from reports.register.schemas import EVERYTHING, DocumentRow, PapersOf, Preview, Printed, RegisterQuestion
from reports.register.tables import Document

ROW: Final = (
    Document.id, Document.kind, Document.subject, Document.subject_version, Document.issuer, Document.owner,
    Document.member, Document.title, Document.number, Document.fiscal_year, Document.issued_on, Document.reissue,
    Document.file, Document.state, Document.failure, Document.created_at, Document.version,
)  # fmt: skip
CURRENT: Final = WhereRaw("""(document.state = 'issued' or not exists (
    select 1 from document newer where newer.subject = document.subject and newer.kind = document.kind
    and newer.issuer = document.issuer and newer.subject_version > document.subject_version))""")
"""A draft is worth showing until its subject has a later paper; an issued paper is for ever."""
NOT_YET = "この書類はまだできていません。少し待ってから、画面を読み込み直してください。"
NO_PAPER = "PDFはまだありません。町に確認を頼むと「案」が、確定すると番号の入ったものができます。"
PURPOSE = "書類の確認のため"
PURPOSE_OF_MANY = "書類をまとめて受け取るため"


async def documents(
    *, by: Viewer, asked: RegisterQuestion = EVERYTHING, number: int = 1, size: int = SIZE
) -> tuple[list[DocumentRow], Page]:
    """A page of the papers the viewer reads that the question finds, latest first."""
    scope: Condition = documents_visible_to(by) & CURRENT
    for column, value in (
        (Document.state, asked.state), (Document.kind, asked.kind), (Document.fiscal_year, asked.fiscal_year),
        (Document.number, asked.number), (Document.subject, asked.about),
    ):  # fmt: skip
        if value is not None:
            scope = scope & (column == value)
    async with reading(by):
        select = Document.select(*ROW).where(scope).order_by(Document.created_at, Document.id, ascending=False)
        rows, found = await page_of(select, count=Document.count().where(scope), number=number, size=size)
        return await _rows(rows, by), found


async def documents_among(*, ids: Sequence[UUID], by: Viewer) -> list[DocumentRow]:
    """Those of the papers that the viewer reads, in the order of `ids`."""
    async with reading(by):
        rows = await Document.select(*ROW).where(documents_visible_to(by) & among(Document.id, ids))
        place = {id: at for at, id in enumerate(ids)}
        return await _rows(sorted(rows, key=lambda row: place[row["id"]]), by)


async def years_issued(*, by: Viewer) -> list[int]:
    """The fiscal years in which papers were issued that the viewer reads, latest first."""
    issued = documents_visible_to(by) & Document.fiscal_year.is_not_null()
    async with reading(by):
        rows = await Document.select(Document.fiscal_year).where(issued).distinct().order_by(
            Document.fiscal_year, ascending=False
        )  # fmt: skip
        return [row["fiscal_year"] for row in rows]


async def document_row(*, id: UUID, by: Viewer) -> DocumentRow:
    """One paper in the register. Raises `NotFound`."""
    async with reading(by):
        rows = await Document.select(*ROW).where(documents_visible_to(by) & (Document.id == id))
        if not rows:
            raise NotFound
        return (await _rows(rows, by))[0]


async def preview(*, id: UUID, by: Viewer) -> Preview:
    """A paper with its words as printed. Where it names a person, the look is journalled."""
    async with reading(by):
        document = await document_row(id=id, by=by)
        found = await Document.select(Document.content).where(Document.id == id)
        words = found[0]["content"]
        if words is None:
            return Preview(document, None, None)
        await note_look(document.member, by)
        return Preview(document, msgspec.json.decode(words, type=Content), mark_of(document))


async def pdf(*, id: UUID, by: Viewer) -> StoredFile:
    """The PDF. Raises `NotFound`, or `Conflict` while there is none. The look is journalled."""
    async with reading(by):
        document = await document_row(id=id, by=by)
        if document.file is None:
            raise Conflict(document.failure or NOT_YET)
        await note_look(document.member, by)
        await record(by=by, verb="take_paper", noun="document", subject=id)
        return await open_file(id=document.file, by=by)


async def printed_words(*, row: DocumentRow, by: Viewer) -> Printed | None:
    """The paper with the words and the number it was printed with; None while there are none."""
    async with reading(by):
        scope = documents_visible_to(by) & (Document.id == row.id)
        found = await Document.select(Document.content, Document.readers).where(scope)
    if not found or found[0]["content"] is None:
        return None
    paper = Paper(
        kind=row.kind, subject=row.subject, issuer=row.issuer, owner=row.owner, member=row.member,
        readers=found[0]["readers"],
        title=row.title, approved_on=row.issued_on, content=msgspec.json.decode(found[0]["content"], type=Content),
    )  # fmt: skip
    return Printed(paper, mark_of(row))


async def pdf_about(*, subject: UUID, by: Viewer) -> tuple[DocumentRow, StoredFile]:
    """The latest PDF about a subject. Raises `NotFound` where there is no paper, `Conflict` while it is being made."""
    async with reading(by):
        papers = await papers_of(subject=subject, by=by)
        made = next((paper for paper in papers.documents if paper.file is not None), None)
        if made is not None:
            return made, await pdf(id=made.id, by=by)
        if papers.in_making or papers.documents:
            raise Conflict(papers.documents[0].failure or NOT_YET if papers.documents else NOT_YET)
        raise NotFound(NO_PAPER)


async def papers_of(*, subject: UUID, by: Viewer, kind: Kind | None = None, version: int | None = None) -> PapersOf:
    """The papers about a thing that the viewer reads, and whether one is being made; of a kind and version, or all.

    Ask only about a subject the viewer sees.
    """
    asked: dict[str, Any] = {"subject": str(subject)}
    async with reading(by) as work:
        scope: Condition = documents_visible_to(by) & CURRENT & (Document.subject == subject)
        if kind is not None and version is not None:
            scope = scope & (Document.kind == kind) & (Document.subject_version == version)
            asked |= {"kind": kind, "version": version}
        rows = await Document.select(*ROW).where(scope).order_by(Document.created_at, Document.id, ascending=False)
        in_making = await is_waiting(work, "render_paper", asked) or await is_waiting(work, "reissue_paper", asked)
        return PapersOf(await _rows(rows, by), in_making)


async def any_in_making(*, by: Viewer) -> bool:
    """Whether a paper that the viewer's body asked for waits to be made."""
    async with reading(by) as work:
        asked = {"organisation": str(by.organisation)}
        return by.organisation is not None and await is_waiting(work, "render_paper", asked)


async def issued_about(*, kind: Kind, subject: UUID, by: Viewer) -> Mark | None:
    """The number of the latest issued paper of a kind about a thing, where the viewer reads it."""
    about = (Document.kind == kind) & (Document.subject == subject) & (Document.state == "issued")
    async with reading(by):
        rows = (
            await Document.select(*ROW)
            .where(documents_visible_to(by) & about)
            .order_by(Document.subject_version, ascending=False)
            .limit(1)
        )
        return mark_of((await _rows(rows, by))[0]) if rows else None


def mark_of(document: DocumentRow) -> Mark | None:
    """The number a paper bears; None for 案."""
    if document.number is None or document.fiscal_year is None or document.issued_on is None:
        return None
    again: date | None = today_jst(document.created_at) if document.reissue else None
    return Mark(document.number, document.fiscal_year, document.issued_on, again)


async def note_look_at(documents: Sequence[UUID], by: Viewer) -> None:
    """Journal that the viewer took these papers along, for each person they name."""
    rows = await Document.select(Document.member).where(documents_visible_to(by) & among(Document.id, documents))
    named = sorted({row["member"] for row in rows} - {None})
    await note_reads(by=by, persons=named, fields=["name"], purpose=PURPOSE_OF_MANY)


async def note_look(member: UUID | None, by: Viewer) -> None:
    """Journal that the viewer looked at a paper that names this person; nothing where it names nobody."""
    if member is not None:
        await note_reads(by=by, persons=[member], fields=["name"], purpose=PURPOSE)


async def _rows(rows: Sequence[Mapping[str, Any]], by: Viewer) -> list[DocumentRow]:
    names = await names_of({row["issuer"] for row in rows}, by=by)
    return [msgspec.convert({**row, "issuer_name": names[row["issuer"]]}, DocumentRow) for row in rows]

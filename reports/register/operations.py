"""Having a paper made again that could not be made, and issuing a lost one once more, marked 再発行."""

from typing import Any, Final
from uuid import UUID

from msgspec.structs import replace

from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound
from foundation.jobs.queue import queue_job
from matching.appointments.papers import queue_paper
from reports.papers.schemas import Mark
from reports.register.access import may_reissue, may_render
from reports.register.acting import asked_by
from reports.register.entries import entries_locked
from reports.register.keeping import keep_printed
from reports.register.queries import document_row, papers_of, printed_words
from reports.register.schemas import Reissue
from reports.register.tables import Document

NOT_FAILED: Final = "この書類は、もうつくり直しています。画面を読み込み直して確かめてください。"
BEING_MADE: Final = "この書類の再発行は、いまつくっている途中です。少し待ってから、画面を読み込み直してください。"


async def render_again(*, id: UUID, by: Viewer) -> Done:
    """Have a paper made again that could not be made. Raises `NotAllowed`, `Conflict`."""
    async with unit_of_work(by):
        document = await document_row(id=id, by=by)
        if refusal := may_render(by, document):
            raise NotAllowed(refusal)
        failed = (Document.id == id) & (Document.state == "failed") & (Document.version == document.version)
        again: dict[Any, Any] = {Document.state: "queued", Document.failure: "", Document.version: document.version + 1}
        if not await Document.update(again).where(failed).returning(Document.id):
            raise Conflict(NOT_FAILED)
        await queue_paper(kind=document.kind, subject=document.subject, version=document.subject_version, by=by)
        await record(by=by, verb="render_again", noun="document", subject=id, person=document.member)
        return Done(id, document.version + 1)


async def reissue(*, id: UUID, asked: Reissue, by: Viewer) -> Done:
    """Have an issued paper printed once more; the reason stays in the journal. Raises `NotAllowed`."""
    require(by, Right.APPROVE)
    async with unit_of_work(by) as work:
        document = await document_row(id=id, by=by)
        if refusal := may_reissue(by, document):
            raise NotAllowed(refusal)
        if (copies := await papers_of(subject=id, by=by)).in_making:
            raise NotAllowed(BEING_MADE)
        job = {"subject": str(id), "copy": len(copies.documents) + 1, **asked_by(by)}
        await queue_job(work, "reissue_paper", job)
        await record(by=by, verb="reissue", noun="document", subject=id, person=document.member,
                     purpose=asked.reason)  # fmt: skip
        return Done(id, document.version)


async def make_copy(*, id: UUID, copy: int, demo: bool, by: Viewer) -> None:
    """Print the copy; made already, nothing changes. In the register it is a paper about the first one."""
    async with unit_of_work(by) as work:
        document = await document_row(id=id, by=by)
        printed = await printed_words(row=document, by=by)
        if printed is None or printed.mark is None:
            raise NotFound
        first = printed.mark
        paper = replace(printed.paper, subject=id)
        if any(entry.version == copy and entry.state == "issued" for entry in await entries_locked(paper, work)):
            return
        mark = Mark(first.number, first.fiscal_year, first.issued_on, reissued_on=work.today)
        await keep_printed(paper, copy, mark, demo=demo, work=work, by=by)

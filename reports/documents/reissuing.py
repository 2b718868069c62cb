"""Issuing a paper once more that was lost: the same words and number, marked 再発行. Part of `operations`."""

from typing import Final
from uuid import UUID

from msgspec.structs import replace

from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotAllowed, NotFound
from foundation.jobs.queue import queue_job
from reports.documents.access import may_reissue
from reports.documents.keeping import keep_printed
from reports.documents.queries import document_row, papers_of, printed_words
from reports.documents.register import entries_locked
from reports.documents.schemas import Mark, Reissue

BEING_MADE: Final = "この書類の再発行は、いまつくっている途中です。少し待ってから、画面を読み込み直してください。"


async def reissue(*, id: UUID, asked: Reissue, by: Viewer) -> Done:
    """Have an issued paper printed once more; the reason stays in the journal. Raises `NotAllowed`."""
    require(by, Right.APPROVE)
    async with unit_of_work(by) as work:
        document = await document_row(id=id, by=by)
        if refusal := may_reissue(by, document):
            raise NotAllowed(refusal)
        if (copies := await papers_of(subject=id, by=by)).in_making:
            raise NotAllowed(BEING_MADE)
        await queue_job(work, "reissue_paper", {
            "subject": str(id), "copy": len(copies.documents) + 1,
            "account": str(by.account) if by.account else None, "organisation": str(by.organisation),
        })  # fmt: skip
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

"""Taking many papers along at once: asked for at the door, made by one job."""

from typing import Final
from uuid import UUID

import msgspec

from auth.inbox.operations import tell_body
from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotAllowed, NotFound
from foundation.jobs.progress import fail_progress, finish_progress, start_progress, step_progress
from foundation.jobs.queue import queue_job
from reports.batches.printing import Bundle, bound, zipped
from reports.batches.queries import batch_row
from reports.batches.rules import left_out_words
from reports.batches.schemas import BatchRow, NewBatch
from reports.batches.tables import PaperBatch
from reports.papers.pressroom import PressStopped
from reports.register.acting import asked_by
from reports.register.queries import documents_among

BODIES_ONLY: Final = "書類をまとめて受け取れるのは、団体の担当者だけです。1件ずつ受け取ってください。"
NOTHING: Final = "選んだ書類を、1件もまとめられませんでした。もとの書類は残っています。下の理由を確かめてください。"


async def request_batch(*, new: NewBatch, by: Viewer) -> Done:
    """Have papers that the viewer reads taken together by the worker. Raises `NotFound` where one is not theirs."""
    require(by, Right.READ_PAPERS)
    if by.organisation is None:
        raise NotAllowed(BODIES_ONLY)
    async with unit_of_work(by) as work:
        if len(await documents_among(ids=new.documents, by=by)) < len(new.documents):
            raise NotFound
        id = work.new_id()
        progress = await start_progress(task="make_batch", total=len(new.documents), by=by)
        await PaperBatch.insert(
            PaperBatch(id=id, owner=by.organisation, documents=new.documents, ending=new.ending, progress=progress,
                       state="waiting", failures="[]", created_at=work.now)
        )  # fmt: skip
        await record(by=by, verb="request_batch", noun="paper_batch", subject=id, after={"documents": new.documents})
        await queue_job(work, "make_batch", {"batch": str(id), **asked_by(by)})
        return Done(id)


async def make_batch(*, id: UUID, demo: bool, by: Viewer) -> None:
    """Make it: what one paper stumbles over is named, and the others are kept. Made already, nothing changes."""
    batch = await batch_row(id=id, by=by)
    if batch.state != "waiting":
        return

    async def step(done: int) -> None:
        await step_progress(id=batch.progress, done=done, total=len(batch.documents), by=by,
                            sentence=f"{len(batch.documents)}件のうち{done}件")  # fmt: skip

    try:
        if batch.ending == "zip":
            bundle = await zipped(batch=batch, step=step, by=by)
        else:
            bundle = await bound(batch=batch, step=step, demo=demo, by=by)
    except (PressStopped, ImportError):  # the printing process died, or this machine cannot print
        bundle = Bundle(None, [])
    await _keep(batch, bundle, by=by)


async def _keep(batch: BatchRow, bundle: Bundle, *, by: Viewer) -> None:
    """Effect, progress and notice together: they stand all or none."""
    made = bundle.content is not None
    async with unit_of_work(by):
        await PaperBatch.update({
            PaperBatch.state: "made" if made else "failed", PaperBatch.bytes: bundle.content,
            PaperBatch.failures: msgspec.json.encode(bundle.failures).decode(),
        }).where(PaperBatch.id == batch.id)  # fmt: skip
        words = left_out_words(len(bundle.failures), len(batch.documents)) if made else NOTHING
        if made:
            await finish_progress(id=batch.progress, sentence=words, result=batch.id, by=by)
        else:
            await fail_progress(id=batch.progress, sentence=words, by=by)
        assert by.organisation is not None, "a batch belongs to a body"
        await tell_body(organisation=by.organisation, right=Right.READ_PAPERS, key=f"paper-batch-{batch.id}", by=by,
                        subject="書類のまとめが終わりました", body=words,
                        link=f"/documents/batches/{batch.id}")  # fmt: skip

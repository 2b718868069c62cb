"""Questions about batches: of the viewer's own body alone."""

from typing import Final
from uuid import UUID

import msgspec

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import Conflict, NotFound
from reports.batches.access import batches_visible_to
from reports.batches.schemas import BatchRow, LeftOut
from reports.batches.tables import PaperBatch
from reports.register.queries import note_look_at

ROW: Final = (
    PaperBatch.id, PaperBatch.ending, PaperBatch.documents, PaperBatch.progress, PaperBatch.state,
    PaperBatch.failures, PaperBatch.created_at,
)  # fmt: skip
NOT_YET: Final = "まだまとめている途中です。少し待ってから、画面を読み込み直してください。"


async def batch_row(*, id: UUID, by: Viewer) -> BatchRow:
    """One batch. Raises `NotFound`."""
    async with reading(by):
        rows = await PaperBatch.select(*ROW).where(batches_visible_to(by) & (PaperBatch.id == id))
    if not rows:
        raise NotFound
    failures = msgspec.json.decode(rows[0].pop("failures"), type=list[LeftOut])
    return BatchRow(**rows[0], failures=failures)


async def batch_file(*, id: UUID, by: Viewer) -> tuple[BatchRow, bytes]:
    """What was made. Raises `NotFound`, `Conflict` before it is made. The look at each named person is journalled."""
    async with reading(by):
        row = await batch_row(id=id, by=by)
        found = await PaperBatch.select(PaperBatch.bytes).where(PaperBatch.id == id)
        if found[0]["bytes"] is None:
            raise Conflict(NOT_YET)
        await note_look_at(row.documents, by)
        return row, bytes(found[0]["bytes"])

"""The JSON door of batches."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from foundation.web.rendering import download
from reports.batches import operations
from reports.batches.queries import batch_file, batch_row
from reports.batches.rules import MEDIA, file_name
from reports.batches.schemas import BatchRow, NewBatch


@post("/api/v1/documents/batches")
async def request_batch(
    by: NamedDependency[Viewer], data: JSONBody[NewBatch], keyed: NamedDependency[Keyed | None]
) -> Done:
    """Have papers taken together by the worker."""
    return await once(by, keyed, partial(operations.request_batch, new=data, by=by))


@get("/api/v1/documents/batches/{paper_batch:uuid}")
async def show_batch(by: NamedDependency[Viewer], paper_batch: FromPath[UUID]) -> BatchRow:
    """How far it is (`state`), and what it goes without."""
    return await batch_row(id=paper_batch, by=by)


@get("/api/v1/documents/batches/{paper_batch:uuid}/file", media_type="application/octet-stream")
async def download_batch(by: NamedDependency[Viewer], paper_batch: FromPath[UUID]) -> Response[bytes]:
    """The PDF or the zip."""
    batch, content = await batch_file(id=paper_batch, by=by)
    return download(content, media_type=MEDIA[batch.ending], filename=file_name(batch.taken, batch.ending))


HANDLERS: Sequence[Any] = (request_batch, show_batch, download_batch)

"""The HTML door of batches."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.viewer import Viewer
from foundation.jobs.progress import progress_of
from foundation.web.rendering import PageRequest, download, page
from foundation.web.sending import sent
from reports.batches import operations
from reports.batches.queries import batch_file, batch_row
from reports.batches.rules import KEPT_DAYS, MEDIA, file_name
from reports.batches.schemas import NewBatch
from reports.register.showing import show_register


@post("/documents/batches")
async def request_batch(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Have the chosen papers taken together."""
    return await sent(
        request, by, lambda form: operations.request_batch(new=form.parse(NewBatch), by=by),
        onward=lambda done: f"/documents/batches/{done.id}", again=partial(show_register, request, by),
    )  # fmt: skip


@get("/documents/batches/{paper_batch:uuid}")
async def show_batch(request: PageRequest, by: NamedDependency[Viewer], paper_batch: FromPath[UUID]) -> Response[Any]:
    """How far it is, and what it goes without."""
    batch = await batch_row(id=paper_batch, by=by)
    progress = await progress_of(id=batch.progress, by=by)
    return page(request, "batches/show.html", batch=batch, progress=progress, kept_days=KEPT_DAYS)


@get("/documents/batches/{paper_batch:uuid}/file")
async def download_batch(by: NamedDependency[Viewer], paper_batch: FromPath[UUID]) -> Response[bytes]:
    """The PDF or the zip."""
    batch, content = await batch_file(id=paper_batch, by=by)
    return download(content, media_type=MEDIA[batch.ending], filename=file_name(batch.taken, batch.ending))


HANDLERS: Sequence[Any] = (request_batch, show_batch, download_batch)

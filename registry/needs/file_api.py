"""The JSON door of the papers beside a need."""

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
from registry.needs.attachments import attach_file, open_attachment, take_file_away
from registry.needs.schemas import FileUpload

Key = NamedDependency[Keyed | None]


@post("/api/v1/needs/{need:uuid}/files")
async def add_file(by: NamedDependency[Viewer], need: FromPath[UUID], data: JSONBody[FileUpload], keyed: Key) -> Done:
    """Add a paper."""
    act = partial(attach_file, need=need, filename=data.filename, content=data.content, by=by)
    return await once(by, keyed, act)


@get("/api/v1/needs/{need:uuid}/files/{need_file:uuid}")
async def show_file(by: NamedDependency[Viewer], need: FromPath[UUID], need_file: FromPath[UUID]) -> Response[bytes]:
    """The bytes."""
    kept = await open_attachment(need=need, file=need_file, by=by)
    return download(kept.content, media_type=kept.media_type, filename=kept.name)


@post("/api/v1/needs/{need:uuid}/files/{need_file:uuid}/removal")
async def remove_file(by: NamedDependency[Viewer], need: FromPath[UUID], need_file: FromPath[UUID], keyed: Key) -> Done:
    """Take a paper of one's own away."""
    return await once(by, keyed, partial(take_file_away, need=need, file=need_file, by=by))


HANDLERS: Sequence[Any] = (add_file, show_file, remove_file)

"""The HTML door of the papers beside a need."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.web.forms import Form
from foundation.web.rendering import PageRequest, download
from foundation.web.sending import sent
from registry.needs.attachments import attach_file, open_attachment, take_file_away
from registry.needs.showing import show


@post("/needs/{need:uuid}/files")
async def add_file(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """Add a paper."""

    async def act(form: Form) -> Done:
        name, content = await form.chosen("file", "ファイルを選んでください。まだ何も添えていません。")
        return await attach_file(need=need, filename=name, content=content, by=by)

    return await sent(request, by, act, onward=f"/needs/{need}", again=partial(show, request, by, need))


@get("/needs/{need:uuid}/files/{need_file:uuid}")
async def show_file(by: NamedDependency[Viewer], need: FromPath[UUID], need_file: FromPath[UUID]) -> Response[bytes]:
    """The bytes, to keep."""
    kept = await open_attachment(need=need, file=need_file, by=by)
    return download(kept.content, media_type=kept.media_type, filename=kept.name)


@post("/needs/{need:uuid}/files/{need_file:uuid}/removal")
async def remove_file(
    request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID], need_file: FromPath[UUID]
) -> Response[Any]:
    """Take a paper of one's own away."""
    return await sent(
        request, by, lambda _: take_file_away(need=need, file=need_file, by=by),
        onward=f"/needs/{need}", again=partial(show, request, by, need),
    )  # fmt: skip


HANDLERS: Sequence[Any] = (add_file, show_file, remove_file)

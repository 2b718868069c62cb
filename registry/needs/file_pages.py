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
from foundation.database.idempotency import once
from foundation.errors import Refusal, RuleBroken
from foundation.web.forms import read_form
from foundation.web.rendering import PageRequest, download, redirect
from registry.needs.attachments import attach_file, open_attachment, take_file_away
from registry.needs.showing import need_again, paper_in


@post("/needs/{need:uuid}/files")
async def add_file(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """Add a paper."""
    form = await read_form(request)
    try:
        papers = await paper_in(form)
        if not papers:
            raise RuleBroken("ファイルを選んでください。まだ何も添えていません。", field="file")
        for name, content in papers.items():
            act = partial(attach_file, need=need, filename=name, content=content, by=by)
            await once(by, form.keyed("attach_file"), act)
    except Refusal as refusal:
        return await need_again(request, by, need, form, refusal)
    return redirect(f"/needs/{need}")


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
    form = await read_form(request)
    try:
        await once(by, form.keyed("take_file_away"), partial(take_file_away, need=need, file=need_file, by=by))
    except Refusal as refusal:
        return await need_again(request, by, need, form, refusal)
    return redirect(f"/needs/{need}")


HANDLERS: Sequence[Any] = (add_file, show_file, remove_file)

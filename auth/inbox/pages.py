"""The HTML door of the inbox, and how far long work has come."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.inbox import operations
from auth.inbox.queries import notice_told, notices, unread_notices
from auth.viewer import Viewer
from foundation.database.idempotency import once
from foundation.jobs.progress import progress_of
from foundation.web.forms import read_form
from foundation.web.rendering import PageRequest, page, redirect


@get("/notices")
async def list_notices(request: PageRequest, by: NamedDependency[Viewer], number: FromQuery[int] = 1) -> Response[Any]:
    """What the viewer was told."""
    rows, found = await notices(by=by, number=max(1, number))
    return page(request, "inbox/list.html", notices=rows, found=found, unread=await unread_notices(by=by))


@post("/notices/{notice:uuid}/reading")
async def read_notice(request: PageRequest, by: NamedDependency[Viewer], notice: FromPath[UUID]) -> Response[Any]:
    """Opened: on to where the matter is."""
    form = await read_form(request)
    await once(by, form.keyed("read_notice"), partial(operations.mark_read, id=notice, by=by))
    return redirect((await notice_told(id=notice, by=by)).link)


@post("/notices/reading")
async def read_all_notices(by: NamedDependency[Viewer]) -> Response[Any]:
    """All of it is known."""
    await operations.mark_all_read(by=by)
    return redirect("/notices")


@get("/progress/{progress:uuid}")
async def show_progress(request: PageRequest, by: NamedDependency[Viewer], progress: FromPath[UUID]) -> Response[Any]:
    """How far it is; the fragment asks again until it is over."""
    now = await progress_of(id=progress, by=by)
    return page(request, "inbox/progress.html", fragment="inbox/_progress.html", progress=now)


HANDLERS: Sequence[Any] = (list_notices, read_notice, read_all_notices, show_progress)

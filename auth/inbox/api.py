"""The JSON door of the inbox."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from msgspec import Struct

from auth.inbox import operations
from auth.inbox.queries import Notice, notices
from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from foundation.jobs.progress import Progress, progress_of


class NoticeList(Struct, frozen=True):
    """A page of notices."""

    total: int
    number: int
    last: int
    notices: list[Notice]


class MarkedRead(Struct, frozen=True):
    """How many notices count as opened from now on."""

    notices: int


@get("/api/v1/notices")
async def list_notices(by: NamedDependency[Viewer], number: FromQuery[int] = 1) -> NoticeList:
    """What the viewer was told."""
    rows, found = await notices(by=by, number=max(1, number))
    return NoticeList(total=found.total, number=found.number, last=found.last, notices=rows)


@post("/api/v1/notices/{notice:uuid}/reading")
async def read_notice(
    by: NamedDependency[Viewer], notice: FromPath[UUID], keyed: NamedDependency[Keyed | None]
) -> Done:
    """Opened."""
    return await once(by, keyed, partial(operations.mark_read, id=notice, by=by))


@post("/api/v1/notices/reading")
async def read_all_notices(by: NamedDependency[Viewer]) -> MarkedRead:
    """All of it is known. Sent twice, the second marks none."""
    return MarkedRead(await operations.mark_all_read(by=by))


@get("/api/v1/progress/{progress:uuid}")
async def show_progress(by: NamedDependency[Viewer], progress: FromPath[UUID]) -> Progress:
    """How far long work is."""
    return await progress_of(id=progress, by=by)


HANDLERS: Sequence[Any] = (list_notices, read_notice, read_all_notices, show_progress)

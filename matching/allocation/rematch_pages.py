"""The HTML door of re-matching: what changed, who leaves, and how far the others may be moved."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Response

from auth.viewer import Viewer
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import sent
from matching.allocation import rematching
from matching.allocation.pages import run_path
from matching.allocation.rematch_schemas import MOVES, RematchAsked


@get("/allocation/rematch")
async def show_rematch(
    request: PageRequest, by: NamedDependency[Viewer], member: FromQuery[UUID | None] = None
) -> Response[Any]:
    """What changed since the last plan; `member` is ticked as leaving."""
    return await _show(request, by, leaving=[str(member)] if member else [])


@post("/allocation/rematch")
async def request_rematch(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Have it mended there."""
    return await sent(
        request, by, lambda form: rematching.request_rematch(asked=form.parse(RematchAsked), by=by),
        onward=run_path, again=partial(_show, request, by),
    )  # fmt: skip


async def _show(
    request: PageRequest, by: Viewer, refused: Refused | None = None, *, leaving: Sequence[str] = ()
) -> Response[Any]:
    found = await rematching.rematch_page(by=by)
    return page(request, "allocation/rematch.html", found=found, leaving=leaving, moves=MOVES, refused=refused)


HANDLERS: Sequence[Any] = (show_rematch, request_rematch)

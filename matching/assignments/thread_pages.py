"""The HTML door of what the parties of an assignment say to each other."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.viewer import Viewer
from foundation.web.rendering import PageRequest
from foundation.web.sending import sent
from matching.assignments.talking import about_assignment
from registry.coordination.showing import said, show_thread_about


@get("/assignments/{assignment:uuid}/thread")
async def show_thread(request: PageRequest, by: NamedDependency[Viewer], assignment: FromPath[UUID]) -> Response[Any]:
    """What was said about an assignment."""
    about = await about_assignment(assignment=assignment, by=by)
    return await show_thread_about(request, by, about, f"/assignments/{assignment}")


@post("/assignments/{assignment:uuid}/thread/messages")
async def say(request: PageRequest, by: NamedDependency[Viewer], assignment: FromPath[UUID]) -> Response[Any]:
    """Write to the other parties."""
    about = await about_assignment(assignment=assignment, by=by)
    return await sent(
        request, by, lambda form: said(form, about, by), onward=about.link,
        again=partial(show_thread_about, request, by, about, f"/assignments/{assignment}"),
    )  # fmt: skip


HANDLERS: Sequence[Any] = (show_thread, say)

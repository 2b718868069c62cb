"""The JSON door of what the parties of an assignment say to each other."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from matching.assignments.talking import about_assignment
from registry.coordination import operations
from registry.coordination.queries import thread_on
from registry.coordination.schemas import NewMessageWithFile, ThreadPage


@get("/api/v1/assignments/{assignment:uuid}/thread")
async def show_thread(by: NamedDependency[Viewer], assignment: FromPath[UUID]) -> ThreadPage:
    """What was said about an assignment; a program's look marks nothing as read."""
    return await thread_on(await about_assignment(assignment=assignment, by=by), by)


@post("/api/v1/assignments/{assignment:uuid}/thread/messages")
async def say(
    by: NamedDependency[Viewer], assignment: FromPath[UUID], data: JSONBody[NewMessageWithFile],
    keyed: NamedDependency[Keyed | None],
) -> Done:  # fmt: skip
    """Write to the other parties."""
    about = await about_assignment(assignment=assignment, by=by)
    return await once(by, keyed, partial(operations.say, about=about, message=data, papers=data.papers, by=by))


HANDLERS: Sequence[Any] = (show_thread, say)

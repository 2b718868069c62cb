"""The HTML door of threads."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.web.forms import Form, Refused
from foundation.web.rendering import PageRequest, download, page
from foundation.web.sending import sent
from registry.coordination import operations
from registry.coordination.needs import about_need
from registry.coordination.queries import open_paper, questions, thread_page, threads
from registry.coordination.rules import KINDS, READERS, Kind
from registry.coordination.schemas import NewMessage
from registry.coordination.showing import said, show_messages, show_thread_about


@get("/coordination")
async def list_coordination(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Threads and questions, what is new marked."""
    return page(
        request, "coordination/list.html", threads=await threads(by=by), questions=await questions(by=by), kinds=KINDS,
        asks=holds(by, Right.ASK),
    )  # fmt: skip


@get("/coordination/needs/{need:uuid}")
async def show_need_thread(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """What was said about a need; the need's own page shows the same part."""
    about = await about_need(need=need, by=by)
    return await show_thread_about(request, by, about, f"/needs/{need}")


@post("/coordination/needs/{need:uuid}/messages")
async def say_about_need(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """Write about a need."""
    about = await about_need(need=need, by=by)
    return await sent(
        request, by, lambda form: said(form, about, by), onward=about.link,
        again=partial(show_thread_about, request, by, about, f"/needs/{need}"),
    )  # fmt: skip


@get("/coordination/threads/{thread:uuid}")
async def show_thread(request: PageRequest, by: NamedDependency[Viewer], thread: FromPath[UUID]) -> Response[Any]:
    """A thread, whatever it is about."""
    return await _thread(request, by, thread)


@post("/coordination/threads/{thread:uuid}/messages")
async def reply(request: PageRequest, by: NamedDependency[Viewer], thread: FromPath[UUID]) -> Response[Any]:
    """Write into it."""

    async def act(form: Form) -> Done:
        message, papers = form.parse(NewMessage), await form.attached("file")
        return await operations.reply(thread=thread, message=message, papers=papers, by=by)

    return await sent(
        request, by, act, onward=f"/coordination/threads/{thread}", again=partial(_thread, request, by, thread)
    )


@get("/coordination/threads/{thread:uuid}/files/{message_file:uuid}")
async def show_paper(
    by: NamedDependency[Viewer], thread: FromPath[UUID], message_file: FromPath[UUID]
) -> Response[bytes]:
    """A paper that came with a message."""
    kept = await open_paper(thread=thread, file=message_file, by=by)
    return download(kept.content, media_type=kept.media_type, filename=kept.name)


async def _thread(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    found = await thread_page(id=id, by=by)
    return await show_messages(
        request, by, found, readers=READERS[Kind(found.kind)], title=found.title, back=found.link,
        action=f"/coordination/threads/{id}/messages", refused=refused,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (list_coordination, show_need_thread, say_about_need, show_thread, reply, show_paper)

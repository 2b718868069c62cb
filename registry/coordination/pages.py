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
from foundation.database.idempotency import once
from foundation.errors import Refusal
from foundation.web.forms import Form, Problem, read_form
from foundation.web.rendering import PageRequest, download, page, redirect
from registry.coordination import operations
from registry.coordination.access import may_talk_about
from registry.coordination.needs import about_need
from registry.coordination.queries import open_paper, questions, thread_about, thread_page, threads
from registry.coordination.rules import FIELD_NAMES, KINDS, Kind
from registry.coordination.schemas import NewMessage, ThreadPage


@get("/coordination")
async def list_coordination(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Threads and questions, what is new marked."""
    return page(
        request, "coordination/list.html", threads=await threads(by=by), questions=await questions(by=by), kinds=KINDS,
        talks=holds(by, Right.TALK),
    )  # fmt: skip


@get("/coordination/needs/{need:uuid}")
async def show_need_thread(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """What was said about a need; the need's own page shows the same part."""
    return await _of_need(request, by, need)


@post("/coordination/needs/{need:uuid}/messages")
async def say_about_need(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """Write about a need."""
    form = await read_form(request)
    try:
        about = await about_need(need=need, by=by)
        act = partial(operations.say, about=about, message=form.parse(NewMessage), papers=await _paper(form), by=by)
        await once(by, form.keyed("say"), act)
    except Refusal as refusal:
        return await _of_need(request, by, need, form=form, refusal=refusal)
    return redirect(f"/coordination/needs/{need}")


@get("/coordination/threads/{thread:uuid}")
async def show_thread(request: PageRequest, by: NamedDependency[Viewer], thread: FromPath[UUID]) -> Response[Any]:
    """A thread, whatever it is about."""
    return await _thread(request, by, thread)


@post("/coordination/threads/{thread:uuid}/messages")
async def reply(request: PageRequest, by: NamedDependency[Viewer], thread: FromPath[UUID]) -> Response[Any]:
    """Write into it."""
    form = await read_form(request)
    try:
        message, papers = form.parse(NewMessage), await _paper(form)
        act = partial(operations.reply, thread=thread, message=message, papers=papers, by=by)
        await once(by, form.keyed("reply"), act)
    except Refusal as refusal:
        return await _thread(request, by, thread, form=form, refusal=refusal)
    return redirect(f"/coordination/threads/{thread}")


@get("/coordination/threads/{thread:uuid}/files/{message_file:uuid}")
async def show_paper(
    by: NamedDependency[Viewer], thread: FromPath[UUID], message_file: FromPath[UUID]
) -> Response[bytes]:
    """A paper that came with a message."""
    kept = await open_paper(thread=thread, file=message_file, by=by)
    return download(kept.content, media_type=kept.media_type, filename=kept.name)


async def _of_need(
    request: PageRequest, by: Viewer, need: UUID, *, form: Form | None = None, refusal: Refusal | None = None
) -> Response[Any]:
    about = await about_need(need=need, by=by)
    return await _page(
        request, by, await thread_about(kind=Kind.NEED, subject=need, by=by), title=about.title, back=f"/needs/{need}",
        action=f"/coordination/needs/{need}/messages", talks=may_talk_about(by, about) is None, form=form,
        refusal=refusal,
    )  # fmt: skip


async def _thread(
    request: PageRequest, by: Viewer, id: UUID, *, form: Form | None = None, refusal: Refusal | None = None
) -> Response[Any]:
    found = await thread_page(id=id, by=by)
    return await _page(
        request, by, found, title=found.title, back=found.link, action=f"/coordination/threads/{id}/messages",
        talks=True, form=form, refusal=refusal,
    )  # fmt: skip


async def _page(
    request: PageRequest, by: Viewer, thread: ThreadPage | None, *, title: str, back: str, action: str, talks: bool,
    form: Form | None, refusal: Refusal | None,
) -> Response[Any]:  # fmt: skip
    if thread is not None and refusal is None:
        await operations.mark_seen(thread=thread.id, by=by)
    return page(
        request, "coordination/show.html", fragment="coordination/_messages.html",
        status=refusal.status if refusal else 200, thread=thread, title=title, back=back, action=action,
        talks=talks and holds(by, Right.TALK), field_names=FIELD_NAMES, form=form,
        problem=Problem.of(refusal) if refusal else None,
    )  # fmt: skip


async def _paper(form: Form) -> dict[str, bytes]:
    file = form.files.get("file")
    content = await file.read() if file else b""
    return {file.filename: content} if file and content else {}


HANDLERS: Sequence[Any] = (list_coordination, show_need_thread, say_about_need, show_thread, reply, show_paper)

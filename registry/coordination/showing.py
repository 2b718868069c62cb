"""A thread's page, whatever it is about, also when a refused message is shown again. For the HTML doors."""

from typing import Any

from litestar.response import Response

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.web.forms import Form, Refused
from foundation.web.rendering import PageRequest, page
from registry.coordination import operations
from registry.coordination.access import may_talk_about
from registry.coordination.queries import thread_about
from registry.coordination.rules import FIELD_NAMES, READERS, About
from registry.coordination.schemas import NewMessage, ThreadPage


async def said(form: Form, about: About, by: Viewer) -> Done:
    """What the form says, with its paper, to the other parties."""
    message, papers = form.parse(NewMessage), await form.attached("file")
    return await operations.say(about=about, message=message, papers=papers, by=by)


async def show_thread_about(
    request: PageRequest, by: Viewer, about: About, back: str, refused: Refused | None = None, **more: Any
) -> Response[Any]:
    """What was said about a thing; `back` is where the thing itself is shown. Its thread's place takes messages.

    `more`: a `template` that extends the thread's page, and what it shows of the thing.
    """
    thread = await thread_about(kind=about.kind, subject=about.subject, by=by)
    return await show_messages(
        request, by, thread, readers=READERS[about.kind], title=about.title, back=back,
        action=f"{about.link}/messages", talks=may_talk_about(by, about) is None, refused=refused, **more,
    )  # fmt: skip


async def show_messages(
    request: PageRequest, by: Viewer, thread: ThreadPage | None, *, readers: str, title: str, back: str, action: str,
    talks: bool = True, refused: Refused | None = None, template: str = "coordination/show.html", **more: Any,
) -> Response[Any]:  # fmt: skip
    """The messages, and the form that goes to `action`; looked at, they are read."""
    if thread is not None and refused is None:
        await operations.mark_seen(thread=thread.id, by=by)
    return page(
        request, template, fragment="coordination/_messages.html", thread=thread, title=title,
        readers="と".join(thread.parties) if thread else readers, back=back, action=action,
        talks=talks and holds(by, Right.TALK), field_names=FIELD_NAMES, refused=refused, **more,
    )  # fmt: skip

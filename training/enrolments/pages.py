"""The HTML door of training: what it means to each viewer, and the sessions of a school."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.idempotency import Done, once
from foundation.errors import Refusal
from foundation.web.forms import Form, read_form
from foundation.web.rendering import PageRequest, redirect
from training.enrolments import marking
from training.enrolments.schemas import Attendance, Results
from training.enrolments.showing import overview, session_shown
from training.sessions.operations import hold_session
from training.sessions.schemas import NewSession


@get("/training")
async def training(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """What training means to this viewer: their own, their people's, their sessions, or the nation's counts."""
    return await overview(request, by)


@post("/training/sessions")
async def announce(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Announce a session."""
    form = await read_form(request)
    try:
        new = form.parse(NewSession)
        done = await once(by, form.keyed("hold_session"), partial(hold_session, new=new, by=by))
    except Refusal as refusal:
        return await overview(request, by, form=form, refusal=refusal)
    return redirect(f"/training/sessions/{done.id}")


@get("/training/sessions/{session:uuid}")
async def show_session(request: PageRequest, by: NamedDependency[Viewer], session: FromPath[UUID]) -> Response[Any]:
    """A session; its school marks who came and who completed."""
    return await session_shown(request, by, session)


@post("/training/sessions/{session:uuid}/attendance")
async def note_attendance(request: PageRequest, by: NamedDependency[Viewer], session: FromPath[UUID]) -> Response[Any]:
    """Who came on a day."""

    async def act(form: Form) -> Done:
        verb = partial(marking.note_attendance, session=session, attendance=form.parse(Attendance), by=by)
        return await once(by, form.keyed("note_attendance"), verb)

    return await _marked(request, by, session, act)


@post("/training/sessions/{session:uuid}/results")
async def note_results(request: PageRequest, by: NamedDependency[Viewer], session: FromPath[UUID]) -> Response[Any]:
    """Who completed."""

    async def act(form: Form) -> Done:
        verb = partial(marking.note_results, session=session, results=form.parse(Results), by=by)
        return await once(by, form.keyed("note_results"), verb)

    return await _marked(request, by, session, act)


async def _marked(
    request: PageRequest, by: Viewer, session: UUID, act: Callable[[Form], Awaitable[Done]]
) -> Response[Any]:
    form = await read_form(request)
    try:
        await act(form)
    except Refusal as refusal:
        return await session_shown(request, by, session, form=form, refusal=refusal)
    return redirect(f"/training/sessions/{session}")


HANDLERS: Sequence[Any] = (training, announce, show_session, note_attendance, note_results)

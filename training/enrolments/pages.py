"""The HTML door of training: what it means to each viewer, and the sessions of a school."""

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
    return await sent(
        request, by, lambda form: hold_session(new=form.parse(NewSession), by=by),
        onward=lambda done: f"/training/sessions/{done.id}", again=partial(overview, request, by),
    )  # fmt: skip


@get("/training/sessions/{session:uuid}")
async def show_session(request: PageRequest, by: NamedDependency[Viewer], session: FromPath[UUID]) -> Response[Any]:
    """A session; its school marks who came and who completed."""
    return await session_shown(request, by, session)


@post("/training/sessions/{session:uuid}/attendance")
async def note_attendance(request: PageRequest, by: NamedDependency[Viewer], session: FromPath[UUID]) -> Response[Any]:
    """Who came on a day."""
    return await sent(
        request, by,
        lambda form: marking.note_attendance(session=session, attendance=form.parse(Attendance), by=by),
        onward=f"/training/sessions/{session}", again=partial(session_shown, request, by, session),
    )  # fmt: skip


@post("/training/sessions/{session:uuid}/results")
async def note_results(request: PageRequest, by: NamedDependency[Viewer], session: FromPath[UUID]) -> Response[Any]:
    """Who completed."""
    return await sent(
        request, by, lambda form: marking.note_results(session=session, results=form.parse(Results), by=by),
        onward=f"/training/sessions/{session}", again=partial(session_shown, request, by, session),
    )  # fmt: skip


HANDLERS: Sequence[Any] = (training, announce, show_session, note_attendance, note_results)

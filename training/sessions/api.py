"""The JSON door of sessions: announcing, and the calendar file."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from foundation.text.calendar_file import MEDIA_TYPE
from foundation.web.rendering import download
from training.sessions.operations import hold_session
from training.sessions.queries import session_calendar
from training.sessions.schemas import NewSession


@post("/api/v1/training/sessions")
async def announce(
    by: NamedDependency[Viewer], data: JSONBody[NewSession], keyed: NamedDependency[Keyed | None]
) -> Done:
    """Announce a session."""
    return await once(by, keyed, partial(hold_session, new=data, by=by))


@get("/api/v1/training/sessions/{session:uuid}/calendar", media_type="text/calendar")
async def calendar(by: NamedDependency[Viewer], session: FromPath[UUID]) -> Response[bytes]:
    """The session as a calendar file."""
    return download(await session_calendar(id=session, by=by), media_type=MEDIA_TYPE, filename="研修.ics")


HANDLERS: Sequence[Any] = (announce, calendar)

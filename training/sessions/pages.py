"""The HTML door of sessions: the calendar file."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.viewer import Viewer
from foundation.text.calendar_file import MEDIA_TYPE
from foundation.web.rendering import download
from training.sessions.queries import session_calendar


@get("/training/sessions/{session:uuid}/calendar")
async def calendar(by: NamedDependency[Viewer], session: FromPath[UUID]) -> Response[bytes]:
    """The session as a file for one's own calendar."""
    return download(await session_calendar(id=session, by=by), media_type=MEDIA_TYPE, filename="研修.ics")


HANDLERS: Sequence[Any] = (calendar,)

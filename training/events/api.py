"""The JSON door of events: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import Response
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from foundation.text.calendar_file import MEDIA_TYPE
from foundation.web.rendering import download
from training.events import operations
from training.events.calendar import event_calendar
from training.events.queries import event_page, event_paper, events, own_events
from training.events.schemas import Attendance, Cancellation, EventPage, EventRow, EventText, FileUpload

Key = NamedDependency[Keyed | None]


class Events(Struct, frozen=True):
    """A page of events, and those to come in which the viewer has a seat."""

    total: int
    number: int
    last: int
    events: list[EventRow]
    mine: list[EventRow]


@get("/api/v1/events")
async def list_events(
    by: NamedDependency[Viewer],
    over: FromQuery[bool] = False,
    theme: FromQuery[str] = "",
    number: FromQuery[int] = 1,
) -> Events:
    """What is to come, or with `over` was held."""
    rows, found = await events(over=over, theme=theme, number=max(1, number), by=by)
    return Events(found.total, found.number, found.last, rows, await own_events(by=by))


@get("/api/v1/events/{event:uuid}")
async def show_event(by: NamedDependency[Viewer], event: FromPath[UUID]) -> EventPage:
    """One event."""
    return await event_page(id=event, by=by)


@post("/api/v1/events")
async def announce(by: NamedDependency[Viewer], data: JSONBody[EventText], keyed: Key) -> Done:
    """Announce an event."""
    return await once(by, keyed, partial(operations.announce_event, new=data, by=by))


@post("/api/v1/events/{event:uuid}")
async def change(by: NamedDependency[Viewer], event: FromPath[UUID], data: JSONBody[EventText], keyed: Key) -> Done:
    """Change what was announced."""
    return await once(by, keyed, partial(operations.change_event, id=event, text=data, by=by))


@post("/api/v1/events/{event:uuid}/cancellation")
async def cancel(by: NamedDependency[Viewer], event: FromPath[UUID], data: JSONBody[Cancellation], keyed: Key) -> Done:
    """It does not take place."""
    return await once(by, keyed, partial(operations.cancel_event, id=event, cancellation=data, by=by))


@post("/api/v1/events/{event:uuid}/seat")
async def take_seat(by: NamedDependency[Viewer], event: FromPath[UUID], keyed: Key) -> Done:
    """Take a place."""
    return await once(by, keyed, partial(operations.take_seat, event=event, by=by))


@post("/api/v1/events/{event:uuid}/seat/removal")
async def give_back_seat(by: NamedDependency[Viewer], event: FromPath[UUID], keyed: Key) -> Done:
    """Give the place back."""
    return await once(by, keyed, partial(operations.give_back_seat, event=event, by=by))


@post("/api/v1/events/{event:uuid}/attendance")
async def note_attendance(
    by: NamedDependency[Viewer], event: FromPath[UUID], data: JSONBody[Attendance], keyed: Key
) -> Done:
    """Write down who came."""
    return await once(by, keyed, partial(operations.note_attendance, event=event, attendance=data, by=by))


@post("/api/v1/events/{event:uuid}/files")
async def share_paper(
    by: NamedDependency[Viewer], event: FromPath[UUID], data: JSONBody[FileUpload], keyed: Key
) -> Done:
    """Put a paper beside the event."""
    act = partial(operations.share_paper, event=event, filename=data.filename, content=data.content, by=by)
    return await once(by, keyed, act)


@get("/api/v1/events/{event:uuid}/files/{event_file:uuid}")
async def show_paper(by: NamedDependency[Viewer], event: FromPath[UUID], event_file: FromPath[UUID]) -> Response[bytes]:
    """The bytes of a paper."""
    kept = await event_paper(event=event, file=event_file, by=by)
    return download(kept.content, media_type=kept.media_type, filename=kept.name)


@get("/api/v1/events/{event:uuid}/calendar", media_type="text/calendar")
async def calendar(by: NamedDependency[Viewer], event: FromPath[UUID]) -> Response[bytes]:
    """The event as a calendar file."""
    return download(await event_calendar(id=event, by=by), media_type=MEDIA_TYPE, filename="催し.ics")


HANDLERS: Sequence[Any] = (
    list_events, show_event, announce, change, cancel, take_seat, give_back_seat, note_attendance, share_paper,
    show_paper, calendar,
)  # fmt: skip

"""The HTML door of events."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.database.idempotency import Done
from foundation.errors import NotAllowed
from foundation.text.calendar_file import MEDIA_TYPE
from foundation.text.dates import today_jst
from foundation.web.forms import Form, Refused
from foundation.web.rendering import PageRequest, download, page
from foundation.web.sending import Act, sent, version_shown
from registry.needs.rules import THEMES
from training.events import operations
from training.events.access import may_host
from training.events.calendar import event_calendar
from training.events.queries import event_page, event_paper, event_row, events, own_events
from training.events.rules import KINDS, PAGE_NAMES
from training.events.schemas import Attendance, Cancellation, EventRow, EventText

WORDS: Final[dict[str, Any]] = {"kinds": KINDS, "themes": THEMES, "field_names": PAGE_NAMES}


@get("/events")
async def list_events(
    request: PageRequest,
    by: NamedDependency[Viewer],
    over: FromQuery[bool] = False,
    theme: FromQuery[str] = "",
    number: FromQuery[int] = 1,
) -> Response[Any]:
    """What is to come, or was held, and what one has a seat in."""
    rows, found = await events(over=over, theme=theme, number=max(1, number), by=by)
    return page(
        request, "events/list.html", rows=rows, found=found, over=over, theme=theme, mine=await own_events(by=by),
        hosts=holds(by, Right.HOST_EVENT), **WORDS,
    )  # fmt: skip


@get("/events/new")
async def new_event(request: PageRequest) -> Response[Any]:
    """An empty announcement."""
    return await _form(request)


@post("/events")
async def announce(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Announce an event."""
    return await sent(
        request, by, lambda form: operations.announce_event(new=form.parse(EventText), by=by),
        onward=lambda done: f"/events/{done.id}", again=partial(_form, request),
    )  # fmt: skip


@get("/events/{event:uuid}")
async def show_event(
    request: PageRequest, by: NamedDependency[Viewer], event: FromPath[UUID], edit: FromQuery[bool] = False
) -> Response[Any]:
    """One event; with `edit` its form."""
    if edit:
        row = await event_row(id=event, by=by)
        if refusal := may_host(by, row):
            raise NotAllowed(refusal)
        return await _form(request, row=row)
    return await _event(request, by, event)


@post("/events/{event:uuid}")
async def change(request: PageRequest, by: NamedDependency[Viewer], event: FromPath[UUID]) -> Response[Any]:
    """Change what was announced."""
    row = await event_row(id=event, by=by)
    return await sent(
        request, by, lambda form: operations.change_event(id=event, text=form.parse(EventText), by=by),
        onward=f"/events/{event}", again=partial(_form, request, row=row),
    )  # fmt: skip


@post("/events/{event:uuid}/cancellation")
async def cancel(request: PageRequest, by: NamedDependency[Viewer], event: FromPath[UUID]) -> Response[Any]:
    """It does not take place."""
    return await _done(
        request, by, event,
        lambda form: operations.cancel_event(id=event, cancellation=form.parse(Cancellation), by=by),
    )  # fmt: skip


@post("/events/{event:uuid}/seat")
async def take_seat(request: PageRequest, by: NamedDependency[Viewer], event: FromPath[UUID]) -> Response[Any]:
    """Take a place."""
    return await _done(request, by, event, lambda _: operations.take_seat(event=event, by=by))


@post("/events/{event:uuid}/seat/removal")
async def give_back_seat(request: PageRequest, by: NamedDependency[Viewer], event: FromPath[UUID]) -> Response[Any]:
    """Give the place back."""
    return await _done(request, by, event, lambda _: operations.give_back_seat(event=event, by=by))


@post("/events/{event:uuid}/attendance")
async def note_attendance(request: PageRequest, by: NamedDependency[Viewer], event: FromPath[UUID]) -> Response[Any]:
    """Write down who came."""
    return await _done(
        request, by, event,
        lambda form: operations.note_attendance(event=event, attendance=form.parse(Attendance), by=by),
    )  # fmt: skip


@post("/events/{event:uuid}/files")
async def share_paper(request: PageRequest, by: NamedDependency[Viewer], event: FromPath[UUID]) -> Response[Any]:
    """Put a paper beside the event."""
    return await _done(request, by, event, partial(_shared, event, by))


@get("/events/{event:uuid}/files/{event_file:uuid}")
async def show_paper(by: NamedDependency[Viewer], event: FromPath[UUID], event_file: FromPath[UUID]) -> Response[bytes]:
    """The bytes of a paper."""
    kept = await event_paper(event=event, file=event_file, by=by)
    return download(kept.content, media_type=kept.media_type, filename=kept.name)


@get("/events/{event:uuid}/calendar")
async def calendar(by: NamedDependency[Viewer], event: FromPath[UUID]) -> Response[bytes]:
    """The event as a file for one's own calendar."""
    return download(await event_calendar(id=event, by=by), media_type=MEDIA_TYPE, filename="催し.ics")


async def _shared(event: UUID, by: Viewer, form: Form) -> Done:
    name, content = await form.chosen("file", "ファイルを選んでください。まだ何も添えていません。")
    return await operations.share_paper(event=event, filename=name, content=content, by=by)


async def _done(request: PageRequest, by: Viewer, event: UUID, act: Act) -> Response[Any]:
    return await sent(request, by, act, onward=f"/events/{event}", again=partial(_event, request, by, event))


async def _event(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    found = await event_page(id=id, by=by)
    today = today_jst(current_clock().now())
    return page(
        request, "events/show.html", refused=refused, row=found.event, begun=found.event.held_on <= today,
        over=found.event.held_on < today, files=found.files, seats=found.seats,
        mine=found.mine, hosts=may_host(by, found.event) is None, joins=holds(by, Right.JOIN_NETWORK), **WORDS,
    )  # fmt: skip


async def _form(request: PageRequest, refused: Refused | None = None, *, row: EventRow | None = None) -> Response[Any]:
    return page(
        request, "events/form.html", refused=refused, row=row,
        version=version_shown(refused, row.version if row else 0), **WORDS,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (
    list_events, new_event, announce, show_event, change, cancel, take_seat, give_back_seat, note_attendance,
    share_paper, show_paper, calendar,
)  # fmt: skip

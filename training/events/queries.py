"""Questions about events; each starts from what the viewer may see."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from msgspec import convert

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.paging import Page, page_of
from foundation.database.scope import among
from foundation.database.unit_of_work import reading
from foundation.errors import NotAllowed, NotFound
from foundation.files.store import StoredFile, open_file
from training.events.access import events_visible_to, may_open_papers, seats_visible_to
from training.events.schemas import EventPage, EventRow, FileRow, SeatRow
from training.events.tables import Event, EventFile, EventSeat

TAKEN: Final = "select event, taken from event_places_taken where event = any ($1::uuid[])"


async def events(
    *, by: Viewer, over: bool = False, theme: str = "", number: int = 1
) -> tuple[list[EventRow], Page]:  # fmt: skip
    """A page of what is to come, soonest first; with `over` of what was held, latest first."""
    async with reading(by) as work:
        when = Event.held_on < work.today if over else Event.held_on >= work.today
        scope = events_visible_to(by) & when
        if theme:
            scope = scope & (Event.theme == theme)
        select = Event.select().where(scope).order_by(Event.held_on, Event.id, ascending=not over)
        rows, page = await page_of(select, count=Event.count().where(scope), number=number)
        return await _rows(rows, by), page


async def event_page(*, id: UUID, by: Viewer) -> EventPage:
    """One event with its papers and the seats the viewer sees. Raises `NotFound`."""
    async with reading(by):
        event = await event_row(id=id, by=by)
        columns = (EventFile.id, EventFile.name, EventFile.created_at)
        files = await EventFile.select(*columns).where(EventFile.event == id).order_by(EventFile.created_at)
        seats = await _seats(id, by)
    mine = next((seat for seat in seats if seat.account == by.account), None)
    return EventPage(event, [convert(row, FileRow) for row in files], seats, mine)


async def event_row(*, id: UUID, by: Viewer) -> EventRow:
    """One event. Raises `NotFound`."""
    async with reading(by):
        rows = await Event.select().where(events_visible_to(by) & (Event.id == id))
        if not rows:
            raise NotFound
        return (await _rows(rows, by))[0]


async def own_events(*, by: Viewer) -> list[EventRow]:
    """What the viewer has a seat in and is still to come, soonest first."""
    async with reading(by) as work:
        seats = await EventSeat.select(EventSeat.event).where(
            seats_visible_to(by) & (EventSeat.account == by.account)
        )  # fmt: skip
        coming = among(Event.id, [row["event"] for row in seats]) & (Event.held_on >= work.today)
        rows = await Event.select().where(events_visible_to(by) & coming).order_by(Event.held_on, Event.id)
        return await _rows(rows, by)


async def event_paper(*, event: UUID, file: UUID, by: Viewer) -> StoredFile:
    """The bytes of an event's paper; the host hands it to whoever has a seat. Raises `NotFound`, `NotAllowed`."""
    async with reading(by):
        held = await event_page(id=event, by=by)
        if refusal := may_open_papers(by, seated=held.mine is not None):
            raise NotAllowed(refusal)
        rows = await EventFile.select(EventFile.file).where((EventFile.event == event) & (EventFile.id == file))
        if not rows:
            raise NotFound
        if held.mine is None:
            return await open_file(id=rows[0]["file"], by=by)
    return await open_file(id=rows[0]["file"], by=Viewer.system(held.event.owner))


async def _seats(event: UUID, by: Viewer) -> list[SeatRow]:
    rows = await EventSeat.select().where(seats_visible_to(by) & (EventSeat.event == event)).order_by(
        EventSeat.taken_at, EventSeat.id
    )  # fmt: skip
    names = await names_of({row["organisation"] for row in rows if row["organisation"]}, by=by)
    return [convert({**row, "body": names.get(row["organisation"], "")}, SeatRow) for row in rows]


async def _rows(rows: Sequence[Mapping[str, Any]], by: Viewer) -> list[EventRow]:
    names = await names_of({row["owner"] for row in rows}, by=by)
    async with reading(by) as work:
        found = await work.connection.fetch(TAKEN, [row["id"] for row in rows]) if rows else []
    taken = {row["event"]: row["taken"] for row in found}
    return [
        convert({**row, "owner_name": names[row["owner"]], "taken": taken.get(row["id"], 0)}, EventRow) for row in rows
    ]

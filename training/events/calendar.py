"""An event as a calendar file. Part of `queries`."""

from datetime import datetime
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.text.calendar_file import Entry, calendar_file
from training.events.queries import event_row
from training.sessions.calendar import JAPAN


async def event_calendar(*, id: UUID, by: Viewer) -> bytes:
    """An event as a file for one's own calendar. Raises `NotFound`."""
    async with reading(by) as work:
        row = await event_row(id=id, by=by)
        begins = datetime.combine(row.held_on, row.begins_at, JAPAN)
        return calendar_file([Entry(str(row.id), begins, None, row.name, row.place, row.owner_name)], now=work.now)

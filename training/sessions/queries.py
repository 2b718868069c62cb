"""Sessions: announced to everybody, without the people in them."""

from collections.abc import Collection
from datetime import date
from typing import Final
from uuid import UUID

from msgspec import convert

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from training.courses.queries import course
from training.sessions.calendar import calendar_of
from training.sessions.schemas import SessionRow

SESSIONS: Final = """
select s.id, s.course, c.name as course_name, s.school, o.name as school_name, s.held_on, s.last_day, s.begins_at,
    s.place, s.place_kind, s.online, s.places, coalesce(t.taken, 0) as taken
from course_session s join course c on c.code = s.course join organisation o on o.id = s.school
left join session_places_taken t on t.session = s.id
"""
FROM_A_DAY: Final = f"{SESSIONS} where s.held_on >= $1 and ($2::text is null or s.course = $2) order by s.held_on, s.id"
TO_CHOOSE: Final = f"{SESSIONS} where s.held_on >= $1 and s.course = $2 or s.id = any ($3) order by s.held_on, s.id"
OF_A_SCHOOL: Final = f"{SESSIONS} where s.school = $1 order by s.held_on desc, s.id"
BY_ID: Final = f"{SESSIONS} where s.id = any ($1::uuid[])"


async def sessions_from(day: date, *, by: Viewer, course: str | None = None) -> list[SessionRow]:
    """Sessions that begin on or after a day, soonest first; of one course or of all."""
    async with reading(by) as work:
        return [convert(dict(row), SessionRow) for row in await work.connection.fetch(FROM_A_DAY, day, course)]


async def sessions_to_choose(day: date, *, course: str, also: Collection[UUID], by: Viewer) -> list[SessionRow]:
    """Sessions of a course that begin on or after a day, and those of these ids; soonest first."""
    async with reading(by) as work:
        rows = await work.connection.fetch(TO_CHOOSE, day, course, list(also))
        return [convert(dict(row), SessionRow) for row in rows]


async def own_sessions(*, by: Viewer) -> list[SessionRow]:
    """What the viewer's school holds and held, latest first."""
    async with reading(by) as work:
        return [convert(dict(row), SessionRow) for row in await work.connection.fetch(OF_A_SCHOOL, by.organisation)]


async def sessions_by_id(*, ids: Collection[UUID], by: Viewer) -> dict[UUID, SessionRow]:
    """Id -> session."""
    async with reading(by) as work:
        rows = await work.connection.fetch(BY_ID, list(ids))
        return {row["id"]: convert(dict(row), SessionRow) for row in rows}


async def session_page(*, id: UUID, by: Viewer) -> SessionRow:
    """One session. Raises `NotFound`."""
    found = await sessions_by_id(ids=[id], by=by)
    if id not in found:
        raise NotFound
    return found[id]


async def session_calendar(*, id: UUID, by: Viewer) -> bytes:
    """A session as a calendar file. Raises `NotFound`."""
    async with reading(by) as work:
        held = await session_page(id=id, by=by)
        subject = await course(code=held.course, by=by)
        return calendar_of(held, now=work.now, minutes=subject.minutes)

"""The JSON door of a person's calendar."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Response
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.database.idempotency import Done, Keyed, Told, once, told_once
from foundation.text.calendar_file import MEDIA_TYPE
from foundation.text.dates import of_use, today_jst
from foundation.web.rendering import download
from matching.assignments import calendar_links
from matching.assignments.calendar import people_at_work, person_month
from matching.assignments.own_calendar import calendar_by_secret
from matching.assignments.schemas import PersonAtWork, PersonMonth

OfMember = Annotated[UUID | None, QueryParameter(name="member")]
InMonth = Annotated[date | None, QueryParameter(name="month")]


class Calendar(Struct, frozen=True):
    """The month of the person asked for, or None; and whose may be opened."""

    shown: PersonMonth | None
    people: list[PersonAtWork]


@get("/api/v1/assignments/calendar")
async def calendar(by: NamedDependency[Viewer], of_member: OfMember = None, in_month: InMonth = None) -> Calendar:
    """A person's month across towns, any day of which is `month`; without a person, whose may be opened."""
    month = of_use(in_month) if in_month else today_jst(current_clock().now())
    member = of_member or by.member
    people = await people_at_work(by=by) if by.member is None else []
    return Calendar(await person_month(member=member, month=month, by=by) if member else None, people)


@post("/api/v1/assignments/calendar/link")
async def renew_link(by: NamedDependency[Viewer], keyed: NamedDependency[Keyed | None]) -> Told:
    """A new secret of the own calendar's address, `/calendars/{id}/{secret}`; told this once."""
    return await told_once(by, keyed, partial(calendar_links.renew_calendar_link, by=by))


@post("/api/v1/assignments/calendar/link/removal")
async def end_link(by: NamedDependency[Viewer], keyed: NamedDependency[Keyed | None]) -> Done:
    """No address any more."""
    return await once(by, keyed, partial(calendar_links.end_calendar_link, by=by))


@get("/api/v1/calendars/{member:uuid}/{secret:str}", media_type="text/calendar")
async def calendar_outside(member: FromPath[UUID], secret: FromPath[str]) -> Response[bytes]:
    """The calendar file, for whoever has the address."""
    content = await calendar_by_secret(member=member, secret=secret)
    return download(content, media_type=MEDIA_TYPE, filename="予定.ics")


HANDLERS: Sequence[Any] = (calendar, renew_link, end_link, calendar_outside)

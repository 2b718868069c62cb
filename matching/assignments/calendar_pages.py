"""The HTML door of a person's calendar."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Response

from auth.signin.cookies import settings_of
from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.database.idempotency import Told
from foundation.text.calendar_file import MEDIA_TYPE
from foundation.text.dates import add_months, first_of_month, of_use, today_jst
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, download, page
from foundation.web.sending import sent, told
from matching.assignments import calendar_links
from matching.assignments.calendar import people_at_work, person_month
from matching.assignments.own_calendar import calendar_by_secret, has_calendar_link
from matching.assignments.rules import CALENDAR

OfMember = Annotated[UUID | None, QueryParameter(name="member")]
InMonth = Annotated[date | None, QueryParameter(name="month")]


@get("/assignments/calendar")
async def show_calendar(
    request: PageRequest, by: NamedDependency[Viewer], of_member: OfMember = None, in_month: InMonth = None
) -> Response[Any]:
    """A person's month across towns; without a person, whose may be opened."""
    return await _shown(request, by, of=of_member, day=in_month)


@post("/assignments/calendar/link")
async def renew_link(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """A new address of the own calendar; the answer shows it, this once."""
    return await told(
        request, by, lambda _: calendar_links.renew_calendar_link(by=by), shown=partial(_link, request),
        again=partial(_shown, request, by),
    )  # fmt: skip


@post("/assignments/calendar/link/removal")
async def end_link(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """No address any more."""
    return await sent(
        request, by, lambda _: calendar_links.end_calendar_link(by=by), onward="/assignments/calendar",
        again=partial(_shown, request, by),
    )  # fmt: skip


@get("/calendars/{member:uuid}/{secret:str}")
async def calendar_outside(member: FromPath[UUID], secret: FromPath[str]) -> Response[bytes]:
    """The calendar file, for whoever has the address."""
    content = await calendar_by_secret(member=member, secret=secret)
    return download(content, media_type=MEDIA_TYPE, filename="予定.ics")


def _link(request: PageRequest, new: Told) -> Response[Any]:
    address = f"{settings_of(request).home.url}/calendars/{new.id}/{new.secret}" if new.secret else ""
    return page(request, "assignments/calendar_link.html", address=address)


async def _shown(
    request: PageRequest, by: Viewer, refused: Refused | None = None, *, of: UUID | None = None, day: date | None = None
) -> Response[Any]:
    today = today_jst(current_clock().now())
    month, member = first_of_month(of_use(day) if day else today), of or by.member
    return page(
        request, "assignments/calendar.html", words=CALENDAR, today=today,
        people=await people_at_work(by=by) if by.member is None else [],
        shown=await person_month(member=member, month=month, by=by) if member else None,
        before=add_months(month, -1), after=add_months(month, 1), linked=await has_calendar_link(by=by),
        own=member is not None and by.is_member(member), refused=refused,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (show_calendar, renew_link, end_link, calendar_outside)

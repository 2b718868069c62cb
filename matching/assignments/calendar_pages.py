"""The HTML door of a person's calendar."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.text.dates import add_months, first_of_month, of_use, today_jst
from foundation.web.rendering import PageRequest, page
from matching.assignments.calendar import people_at_work, person_month
from matching.assignments.rules import CALENDAR

OfMember = Annotated[UUID | None, QueryParameter(name="member")]
InMonth = Annotated[date | None, QueryParameter(name="month")]


@get("/assignments/calendar")
async def show_calendar(
    request: PageRequest, by: NamedDependency[Viewer], of_member: OfMember = None, in_month: InMonth = None
) -> Response[Any]:
    """A person's month across towns; without a person, whose may be opened."""
    today = today_jst(current_clock().now())
    month, member = first_of_month(of_use(in_month) if in_month else today), of_member or by.member
    return page(
        request, "assignments/calendar.html", words=CALENDAR, today=today,
        people=await people_at_work(by=by) if by.member is None else [],
        shown=await person_month(member=member, month=month, by=by) if member else None,
        before=add_months(month, -1), after=add_months(month, 1),
    )  # fmt: skip


HANDLERS: Sequence[Any] = (show_calendar,)

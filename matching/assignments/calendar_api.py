"""The JSON door of a person's calendar."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.text.dates import of_use, today_jst
from matching.assignments.calendar import people_at_work, person_month
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


HANDLERS: Sequence[Any] = (calendar,)

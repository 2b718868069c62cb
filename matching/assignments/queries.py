"""Questions about assignments."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec import convert

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.paging import SIZE, Page, page_of
from foundation.database.scope import Condition, among
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from foundation.text.dates import add_months, first_of_month
from matching.assignments.access import assignments_visible_to, work_visible_to
from matching.assignments.rules import ALIVE, Stretch, half_days_worked, load_by_month
from matching.assignments.schemas import AssignmentRow, MonthLoad, Term, WorkedMonth
from matching.assignments.tables import Assignment, WorkedTime
from registry.members.queries import member_names
from registry.needs.queries import needs_by_id

ROW = (
    Assignment.id, Assignment.proposal, Assignment.owner, Assignment.member, Assignment.municipality, Assignment.need,
    Assignment.appointment, Assignment.half_days, Assignment.during, Assignment.state, Assignment.reason,
    Assignment.version,
)  # fmt: skip
TERMS: Final = "assignment_term"
"""View: proposal, municipality, half_days, during."""
SERVED: Final = "served_town"
"""View: assignment, owner, member, municipality, of the assignments agreed or running."""
PURPOSE = "配属の確認のため"
MONTHS_SHOWN = 6


async def assignments(
    *,
    by: Viewer,
    states: Collection[str] = (),
    member: UUID | None = None,
    municipality: UUID | None = None,
    number: int = 1,
    size: int | None = SIZE,
) -> tuple[list[AssignmentRow], Page]:
    """A page of the assignments the viewer sees, of everybody, of one person or of one town; latest first day first."""
    scope = _scope(by, states, member, municipality)
    async with reading(by):
        select = Assignment.select(*ROW).where(scope).order_by(Assignment.during, Assignment.id, ascending=False)
        rows, found = await page_of(select, count=Assignment.count().where(scope), number=number, size=size)
        return await _rows(rows, by), found


async def assignment_row(*, id: UUID, by: Viewer) -> AssignmentRow:
    """One assignment. Raises `NotFound` where the viewer does not see it."""
    async with reading(by):
        found = await _rows(await Assignment.select(*ROW).where(assignments_visible_to(by) & (Assignment.id == id)), by)
        if not found:
            raise NotFound
        return found[0]


async def assignments_under(*, appointment: UUID, by: Viewer) -> list[AssignmentRow]:
    """The assignments under an appointment, as far as the viewer sees them."""
    async with reading(by):
        scope = assignments_visible_to(by) & (Assignment.appointment == appointment)
        return await _rows(await Assignment.select(*ROW).where(scope).order_by(Assignment.id), by)


async def needs_assigned(*, ids: Collection[UUID], by: Viewer) -> set[UUID]:
    """Those of the needs that have their person: agreed or running."""
    async with reading(by):
        scope = assignments_visible_to(by) & among(Assignment.need, ids) & Assignment.state.is_in(list(ALIVE))
        return {row["need"] for row in await Assignment.select(Assignment.need).where(scope)}


async def month_load(*, member: UUID, by: Viewer, months: int = MONTHS_SHOWN) -> MonthLoad:
    """A person's half-days by town, from this month on; of the assignments the viewer sees."""
    async with reading(by) as work:
        first = first_of_month(work.today)
        shown = [add_months(first, n) for n in range(months)]
        scope = _scope(by, ALIVE, member, None)
        rows = await Assignment.select(*ROW).where(scope).order_by(Assignment.during)
        names = await names_of({row["municipality"] for row in rows}, by=by)
    stretches = [
        Stretch(names[row["municipality"]], row["half_days"], row["during"].lower, row["during"].upper) for row in rows
    ]
    return MonthLoad(shown, load_by_month(stretches, shown))


async def worked_between(
    *, first: date, last: date, by: Viewer, assignments: Collection[UUID] | None = None, member: UUID | None = None
) -> list[WorkedMonth]:
    """Person x town x month of the work done from `first` to `last`, both in it, as far as the viewer sees it.

    Narrowed to some assignments (an agreement's, for its settlement) or to one person. Ordered by month, then town.
    """
    scope = work_visible_to(by) & (WorkedTime.worked_on >= first) & (WorkedTime.worked_on <= last)
    if assignments is not None:
        scope = scope & among(WorkedTime.assignment, assignments)
    if member is not None:
        scope = scope & (WorkedTime.member == member)
    columns = (WorkedTime.member, WorkedTime.municipality, WorkedTime.worked_on, WorkedTime.minutes,
               WorkedTime.confirmed_at)  # fmt: skip
    async with reading(by):
        rows = await WorkedTime.select(*columns).where(scope)
    counted: dict[tuple[date, UUID, UUID], tuple[int, int]] = {}
    for row in rows:
        key = (first_of_month(row["worked_on"]), row["municipality"], row["member"])
        minutes, confirmed = counted.get(key, (0, 0))
        counted[key] = (minutes + row["minutes"], confirmed + (row["minutes"] if row["confirmed_at"] else 0))
    return [
        WorkedMonth(member, town, month, minutes, half_days_worked(minutes), confirmed, half_days_worked(confirmed))
        for (month, town, member), (minutes, confirmed) in sorted(counted.items())
    ]


async def terms_of(*, proposal: UUID, by: Viewer) -> dict[UUID, Term]:
    """Town -> what a person works there under a proposal, as it stands now; of the towns the viewer sees."""
    async with reading(by) as work:
        rows = await work.connection.fetch(f"select * from {TERMS} where proposal = $1", proposal)
    return {row["municipality"]: convert({"half_days": row["half_days"], **_days(row)}, Term) for row in rows}


async def ids_under(*, proposal: UUID, by: Viewer) -> list[UUID]:
    """The assignments of a proposal that the viewer sees, whatever their state."""
    async with reading(by):
        scope = assignments_visible_to(by) & (Assignment.proposal == proposal)
        return [row["id"] for row in await Assignment.select(Assignment.id).where(scope).order_by(Assignment.id)]


def _scope(by: Viewer, states: Collection[str], member: UUID | None, municipality: UUID | None) -> Condition:
    scope: Condition = assignments_visible_to(by)
    if states:
        scope = scope & Assignment.state.is_in(list(states))
    if member is not None:
        scope = scope & (Assignment.member == member)
    if municipality is not None:
        scope = scope & (Assignment.municipality == municipality)
    return scope


async def _rows(rows: Sequence[Mapping[str, Any]], by: Viewer) -> list[AssignmentRow]:
    towns = await names_of({row["municipality"] for row in rows}, by=by)
    needs = await needs_by_id(ids={row["need"] for row in rows}, by=by)
    people = await member_names(ids={row["member"] for row in rows}, by=by, purpose=PURPOSE)
    return [
        convert(
            {
                **row,
                **_days(row),
                "municipality_name": towns[row["municipality"]],
                "need_title": needs[row["need"]].title if row["need"] in needs else "",
                "person": people.get(row["member"], ""),
            },
            AssignmentRow,
        )
        for row in rows
    ]


def _days(row: Mapping[str, Any]) -> dict[str, Any]:
    period = Period.of(row["during"])
    return {"first_day": period.start, "last_day": period.last}

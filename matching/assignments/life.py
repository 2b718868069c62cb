"""Questions about the life of an assignment: decisions, extensions, absences, days by month. Part of `queries`."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec import convert

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.scope import Condition, among
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from foundation.text.dates import months_between
from matching.assignments.access import absences_visible_to, extensions_visible_to, steps_visible_to
from matching.assignments.queries import assignment_row, worked_between
from matching.assignments.rules import ABSENT
from matching.assignments.schemas import AbsenceRow, AssignmentPage, AssignmentRow, ExtensionRow, MonthOfWork, StepRow
from matching.assignments.tables import AssignmentAbsence, AssignmentExtension, AssignmentStep
from registry.members.queries import member_names

STEP: Final = (
    AssignmentStep.verb, AssignmentStep.reason, AssignmentStep.last_day_before, AssignmentStep.last_day_after,
    AssignmentStep.created_at,
)  # fmt: skip
EXTENSION: Final = tuple(AssignmentExtension.all_columns())
ABSENCE: Final = (
    AssignmentAbsence.id, AssignmentAbsence.assignment, AssignmentAbsence.owner, AssignmentAbsence.member,
    AssignmentAbsence.municipality, AssignmentAbsence.during, AssignmentAbsence.kind, AssignmentAbsence.note,
    AssignmentAbsence.state, AssignmentAbsence.cover, AssignmentAbsence.cover_half_days, AssignmentAbsence.version,
)  # fmt: skip
PURPOSE: Final = "不在のあいだの支援のため"


async def assignment_page(*, id: UUID, by: Viewer) -> AssignmentPage:
    """One assignment with its days by month and what was decided in its life. Raises `NotFound`."""
    async with reading(by) as work:
        row = await assignment_row(id=id, by=by)
        return AssignmentPage(
            row, await _months(row, until=work.today, by=by), await _steps(id, by),
            await _extensions(AssignmentExtension.assignment == id, by),
            await _absences(AssignmentAbsence.assignment == id, by),
        )  # fmt: skip


async def extension_row(*, id: UUID, by: Viewer) -> ExtensionRow:
    """One wish. Raises `NotFound`."""
    async with reading(by):
        for row in await _extensions(AssignmentExtension.id == id, by):
            return row
        raise NotFound


async def absence_row(*, id: UUID, by: Viewer) -> AbsenceRow:
    """One absence. Raises `NotFound`."""
    async with reading(by):
        for row in await _absences(AssignmentAbsence.id == id, by):
            return row
        raise NotFound


async def absences_open(*, by: Viewer, assignment: UUID | None = None, member: UUID | None = None) -> list[AbsenceRow]:
    """The absences whose days still count: all the viewer sees, of one assignment, or of one person or their cover."""
    scope: Condition = AssignmentAbsence.state.is_in(list(ABSENT))
    if assignment is not None:
        scope = scope & (AssignmentAbsence.assignment == assignment)
    if member is not None:
        scope = scope & ((AssignmentAbsence.member == member) | (AssignmentAbsence.cover == member))
    async with reading(by):
        return await _absences(scope, by)


async def absences_between(*, member: UUID, first: date, last: date, by: Viewer) -> list[AbsenceRow]:
    """A person's absences, and those in which they come instead, that touch the days from `first` to `last`."""
    theirs = (AssignmentAbsence.member == member) | (AssignmentAbsence.cover == member)
    held = AssignmentAbsence.state != "called_off"
    async with reading(by):
        rows = await _absences(theirs & held, by)
    return [row for row in rows if row.first_day <= last and first <= row.last_day]


async def _months(row: AssignmentRow, *, until: date, by: Viewer) -> list[MonthOfWork]:
    """From the first month to this one, or to the last that was agreed where the work is over."""
    period = Period.inclusive(row.first_day, min(row.last_day, max(until, row.first_day)))
    assert period.end is not None
    worked = {one.month: one for one in await worked_between(
        first=row.first_day, last=row.last_day, by=by, assignments=[row.id])}  # fmt: skip
    return [
        MonthOfWork(month, row.half_days, worked[month].half_days, worked[month].confirmed_half_days)
        if month in worked
        else MonthOfWork(month, row.half_days, 0, 0)
        for month in months_between(period.start, period.end)
    ]


async def _steps(assignment: UUID, by: Viewer) -> list[StepRow]:
    scope = steps_visible_to(by) & among(AssignmentStep.assignment, [assignment])
    rows = await AssignmentStep.select(*STEP).where(scope).order_by(
        AssignmentStep.created_at, AssignmentStep.id, ascending=False
    )  # fmt: skip
    return [convert(row, StepRow) for row in rows]


async def _extensions(of: Condition, by: Viewer) -> list[ExtensionRow]:
    rows = await AssignmentExtension.select(*EXTENSION).where(extensions_visible_to(by) & of).order_by(
        AssignmentExtension.created_at, AssignmentExtension.id, ascending=False
    )  # fmt: skip
    return [convert(row, ExtensionRow) for row in rows]


async def _absences(of: Condition, by: Viewer) -> list[AbsenceRow]:
    rows = await AssignmentAbsence.select(*ABSENCE).where(absences_visible_to(by) & of).order_by(
        AssignmentAbsence.during, AssignmentAbsence.id, ascending=False
    )  # fmt: skip
    towns = await names_of({row["municipality"] for row in rows}, by=by)
    people = await _names({row["cover"] for row in rows if row["cover"]}, by)
    return _shown(rows, towns, people)


async def _names(ids: Collection[UUID], by: Viewer) -> Mapping[UUID, str]:
    return await member_names(ids=ids, by=by, purpose=PURPOSE) if ids else {}


def _shown(
    rows: Sequence[Mapping[str, Any]], towns: Mapping[UUID, str], people: Mapping[UUID, str]
) -> list[AbsenceRow]:
    periods = [Period.of(row["during"]) for row in rows]
    return [
        convert(
            {**row, "first_day": period.start, "last_day": period.last,
             "municipality_name": towns[row["municipality"]], "cover_person": people.get(row["cover"], "")},
            AbsenceRow,
        )
        for row, period in zip(rows, periods, strict=True)
    ]  # fmt: skip

"""What 支援計画書 and 活用報告書 say of an assignment; `reports/issuing` prints them. Part of `queries`."""

from datetime import date, timedelta
from uuid import UUID

from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.text.dates import months_between
from matching.assignments.queries import assignment_row, worked_between
from matching.assignments.schemas import AssignmentRow
from matching.support.queries import records
from matching.support.reviewing import outcome_of
from matching.support.rules import Means
from matching.support.schemas import OutcomeRow, RecordRow
from registry.needs.queries import need_page
from registry.needs.requirement_schemas import RequirementRow
from registry.needs.requirements import requirements


class SupportPlan(Struct, frozen=True):
    """支援計画書: who helps which town with what, how many half-days a month and in all, and what is planned next.

    `requirement` is None where the viewer may not read it; `next_steps` are day (None: open) and words.
    """

    assignment: AssignmentRow
    story: str
    themes: list[str]
    requirement: RequirementRow | None
    months: int
    half_days_in_all: int
    next_steps: list[tuple[date | None, str]]


class UseReport(Struct, frozen=True):
    """活用報告書: what was done month by month, how, and what came of it.

    `worked` is month (its first day) and half-days; `by_means` counts records; `confirmed` of `records` by the town.
    """

    assignment: AssignmentRow
    records: list[RecordRow]
    worked: list[tuple[date, int]]
    planned_half_days: int
    worked_half_days: int
    confirmed: int
    by_means: dict[str, int]
    outcome: OutcomeRow | None


async def support_plan(*, assignment: UUID, by: Viewer) -> SupportPlan:
    """The plan of one assignment. Raises `NotFound` where the viewer does not see it or its need."""
    async with reading(by):
        row = await assignment_row(id=assignment, by=by)
        need = await need_page(id=row.need, by=by)
        wanted = (await requirements(ids=[row.need], by=by)).get(row.need)
        told = await _records(row, by)
    months = len(months_between(row.first_day, row.last_day + timedelta(days=1)))
    steps = [(one.next_on, one.next_step) for one in told if one.next_step][:3]
    return SupportPlan(row, need.story, need.themes, wanted, months, months * row.half_days, steps)


async def use_report(*, assignment: UUID, by: Viewer) -> UseReport:
    """The report of one assignment, until today. Raises `NotFound` where the viewer does not see it."""
    async with reading(by) as work:
        row = await assignment_row(id=assignment, by=by)
        told = await _records(row, by)
        last = min(row.last_day, work.today)
        months = await worked_between(first=row.first_day, last=last, by=by, assignments=[assignment])
        outcome = await outcome_of(assignment=assignment, by=by)
    worked = [(month.month, month.half_days) for month in months]
    by_means = {str(means): sum(one.means == means for one in told) for means in Means}
    begun = len(months_between(row.first_day, last + timedelta(days=1)))
    return UseReport(
        row, told, worked, begun * row.half_days, sum(count for _, count in worked),
        sum(one.state == "confirmed" for one in told), by_means, outcome,
    )  # fmt: skip


async def _records(row: AssignmentRow, by: Viewer) -> list[RecordRow]:
    """The records of the assignment, the latest day first."""
    told, _ = await records(by=by, municipality=row.municipality, member=row.member, size=None)
    return [one for one in told if one.assignment == row.id]

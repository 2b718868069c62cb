"""What the calendar has to begin and to end, by id: it asks every hour, and reads nobody's name for it."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from msgspec import Struct, convert
from piccolo.columns.combination import WhereRaw

from auth.viewer import Viewer
from foundation.database.scope import among
from foundation.database.unit_of_work import reading
from matching.assignments.rules import ABSENT
from matching.assignments.tables import Assignment, AssignmentAbsence


class DueWork(Struct, frozen=True):
    """An assignment, the appointment it stands under, and its last day, inclusive."""

    id: UUID
    appointment: UUID
    last_day: date


class PastAbsence(Struct, frozen=True):
    """An open absence whose days are over, as it stands."""

    id: UUID
    version: int


async def due_to_start(*, day: date, by: Viewer) -> list[DueWork]:
    """The agreed assignments of the viewer's own body whose first day has come and whose last day is not over."""
    return await _own_in(["agreed"], WhereRaw("assignment.during @> {}::date", day), by)


async def due_to_end(*, day: date, by: Viewer) -> list[DueWork]:
    """The assignments of the viewer's own body, begun or not, whose last day is over."""
    over = WhereRaw("upper(assignment.during) <= {}::date", day)
    return await _own_in(["agreed", "running", "reviewed"], over, by)


async def absences_over(*, day: date, by: Viewer) -> list[PastAbsence]:
    """The open absences of the viewer's own body whose last day is over on `day`."""
    own = among(AssignmentAbsence.owner, [by.organisation]) & AssignmentAbsence.state.is_in(list(ABSENT))
    over = WhereRaw("upper(assignment_absence.during) <= {}::date", day)
    async with reading(by):
        rows = await AssignmentAbsence.select(AssignmentAbsence.id, AssignmentAbsence.version).where(own & over)
    return [convert(row, PastAbsence) for row in rows]


async def _own_in(states: Collection[str], when: WhereRaw, by: Viewer) -> list[DueWork]:
    own = among(Assignment.owner, [by.organisation]) & Assignment.state.is_in(list(states))
    columns = (Assignment.id, Assignment.appointment, Assignment.during)
    async with reading(by):
        rows = await Assignment.select(*columns).where(own & when).order_by(Assignment.id)
    return [DueWork(row["id"], row["appointment"], row["during"].upper - timedelta(days=1)) for row in rows]

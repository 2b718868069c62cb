"""Assignments as a count wants them: who works where, without a name. Part of `queries`."""

from typing import Final
from uuid import UUID

from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.together import Asked
from matching.assignments.access import assignments_visible_to
from matching.assignments.tables import Assignment

AT_WORK: Final = ("agreed", "running")
NOT_OVER: Final = """
select id, member, municipality from ({scope}) seen where upper(during) > (select app_today()) order by id
"""


class WorkCounted(Struct, frozen=True):
    """An assignment that is agreed or running."""

    id: UUID
    member: UUID
    municipality: UUID


def ask_at_work(by: Viewer) -> Asked[WorkCounted]:
    """The assignments, agreed or running and not over today, that the viewer sees."""
    columns = (Assignment.id, Assignment.member, Assignment.municipality, Assignment.during)
    scope = assignments_visible_to(by) & Assignment.state.is_in(list(AT_WORK))
    return Asked.of(Assignment.select(*columns).where(scope), WorkCounted, text=NOT_OVER)

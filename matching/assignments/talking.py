"""An assignment as something to talk about: the town, the body that proposed and the member are its parties."""

from uuid import UUID

from auth.viewer import Viewer
from foundation.errors import NotFound
from matching.assignments.access import may_record
from matching.assignments.queries import assignment_row
from registry.coordination.rules import About, Kind


async def about_assignment(*, assignment: UUID, by: Viewer) -> About:
    """Raises `NotFound` for whoever is no party, supervisors too."""
    row = await assignment_row(id=assignment, by=by)
    if may_record(by, row):
        raise NotFound
    return About(Kind.ASSIGNMENT, row.id, row.owner, (row.owner, row.municipality), f"{row.municipality_name}への配属",
                 f"/assignments/{row.id}/thread", (row.member,))  # fmt: skip

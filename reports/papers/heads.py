"""Who signs for a body."""

from uuid import UUID

from auth.organisations.queries import body
from auth.viewer import Viewer
from reports.papers.rules import head_of


async def head_for(id: UUID, name: str, by: Viewer) -> str:
    """Who signs for the body of this id and name, by its kind."""
    found = await body(id=id, by=by)
    return head_of(name, found.kind if found else "")

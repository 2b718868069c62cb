"""How figures are counted is no secret; a region's rows are its prefecture's or union's."""

from typing import Final
from uuid import UUID

from auth.permissions import Policy, Relation, Right
from auth.viewer import Viewer

POLICY: Final = (Policy("GET /figures", Right.OPEN, (Relation.PUBLIC,)),)


def bodies_of_region(viewer: Viewer) -> list[UUID]:
    """The bodies that the viewer's body looks after, for a union without towns of its own."""
    return [id for id in viewer.reach if id != viewer.organisation]

"""Needs as a count wants them: whose, how far, for which role. Part of `queries`."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.together import Asked
from registry.needs.access import needs_visible_to
from registry.needs.tables import Need

WITH_ROLE: Final = """
select seen.id, seen.municipality, seen.state, wanted.role
from ({scope}) seen left join need_requirement wanted on wanted.need = seen.id order by seen.id
"""


class NeedCounted(Struct, frozen=True):
    """A need; `role` None: nobody has said yet which."""

    id: UUID
    municipality: UUID
    state: str
    role: str | None


def ask_needs(by: Viewer, *, states: Collection[str]) -> Asked[NeedCounted]:
    """The needs in these states that the viewer sees."""
    scope = needs_visible_to(by) & Need.state.is_in(list(states))
    return Asked.of(Need.select(Need.id, Need.municipality, Need.state).where(scope), NeedCounted, text=WITH_ROLE)

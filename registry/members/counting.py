"""The people of one's own pool as a count wants them: no name. Part of `queries`."""

from typing import Final
from uuid import UUID

from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.together import Asked
from registry.members.access import members_kept_by
from registry.members.tables import Member

WITH_ROLES: Final = """
select seen.id, seen.state, array_remove(array_agg(role.role order by role.role), null) as roles
from ({scope}) seen left join member_role role on role.member = seen.id group by seen.id, seen.state
"""


class PersonCounted(Struct, frozen=True):
    """A person of the pool, by state and roles."""

    id: UUID
    state: str
    roles: list[str]


def ask_pool(by: Viewer) -> Asked[PersonCounted]:
    """Everybody in the viewer's own pool, in every state."""
    return Asked.of(Member.select(Member.id, Member.state).where(members_kept_by(by)), PersonCounted, text=WITH_ROLES)

"""Registrations as a count wants them, without a name. Part of `queries`."""

from typing import Final
from uuid import UUID

from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.together import Asked
from registry.accelerators.access import registrations_visible_to
from registry.accelerators.rules import IN_FORCE
from registry.accelerators.tables import Registration

TODAY: Final = "select id, member, state from ({scope}) seen where during @> (select app_today()) order by id"


class RegistrationCounted(Struct, frozen=True):
    """A registration in force today."""

    id: UUID
    member: UUID
    state: str


def ask_in_force(by: Viewer) -> Asked[RegistrationCounted]:
    """The registrations in force today that the viewer sees."""
    columns = (Registration.id, Registration.member, Registration.state, Registration.during)
    scope = registrations_visible_to(by) & Registration.state.is_in(list(IN_FORCE))
    return Asked.of(Registration.select(*columns).where(scope), RegistrationCounted, text=TODAY)

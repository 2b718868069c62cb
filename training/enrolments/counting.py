"""Enrolments as a count and the calendar want them, without a name. Part of `queries`."""

from uuid import UUID

from msgspec import Struct, convert

from auth.viewer import Viewer
from foundation.database.together import Asked
from foundation.database.unit_of_work import reading
from training.enrolments.access import enrolments_visible_to
from training.enrolments.tables import Enrolment


class EnrolmentCounted(Struct, frozen=True):
    """Somebody's one course."""

    id: UUID
    state: str


class PlaceTaken(Struct, frozen=True):
    """Somebody's place in a session."""

    id: UUID
    member: UUID
    session: UUID


async def places_taken(*, by: Viewer) -> list[PlaceTaken]:
    """Who is enrolled in a session, of those the viewer sees; nobody's name is read for it."""
    columns = (Enrolment.id, Enrolment.member, Enrolment.session)
    enrolled = (Enrolment.state == "enrolled") & Enrolment.session.is_not_null()
    async with reading(by):
        rows = await Enrolment.select(*columns).where(enrolments_visible_to(by) & enrolled).order_by(Enrolment.id)
    return [convert(row, PlaceTaken) for row in rows]


def ask_enrolments(by: Viewer) -> Asked[EnrolmentCounted]:
    """The enrolments that the viewer sees."""
    columns = (Enrolment.id, Enrolment.member, Enrolment.course, Enrolment.state)
    return Asked.of(
        Enrolment.select(*columns).where(enrolments_visible_to(by)).order_by(Enrolment.id), EnrolmentCounted
    )

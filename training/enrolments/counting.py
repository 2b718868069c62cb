"""Enrolments as a count wants them, without a name. Part of `queries`."""

from uuid import UUID

from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.together import Asked
from training.enrolments.access import enrolments_visible_to
from training.enrolments.tables import Enrolment


class EnrolmentCounted(Struct, frozen=True):
    """Somebody's one course."""

    id: UUID
    state: str


def ask_enrolments(by: Viewer) -> Asked[EnrolmentCounted]:
    """The enrolments that the viewer sees."""
    columns = (Enrolment.id, Enrolment.member, Enrolment.course, Enrolment.state)
    return Asked.of(
        Enrolment.select(*columns).where(enrolments_visible_to(by)).order_by(Enrolment.id), EnrolmentCounted
    )

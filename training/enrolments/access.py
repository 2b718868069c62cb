"""Who sees whose training, who may move it, and which routes lead to it."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from auth.permissions import Policy, Relation, Right, holds
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from training.enrolments.schemas import EnrolmentRow
from training.enrolments.tables import AttendanceDay, CourseFeedback, Enrolment, UnitProgress

SEEN_BY: Final = (Relation.SELF, Relation.SUPERVISED, Relation.PARTY)
CHOOSING: Final = (Relation.SELF, Relation.OWN_BODY)
POOL: Final = (Relation.OWN_BODY,)
FIELDS: Final = (
    "enrolment", "course_session", "member_identity", "attendance", "unit_progress", "course_feedback",
    "training_requirement", "training_completion", "posting_course", "course_edition",
)  # fmt: skip
"""A refused form is answered with the page it stood on: a write shows what its page shows."""

POLICY: Final = (
    Policy("GET /training", Right.READ_TRAINING, (*SEEN_BY, Relation.NATIONAL), FIELDS),
    Policy("GET /training/matrix/{ending}", Right.KEEP_POOL, POOL, FIELDS),
    Policy("GET /training/people/{member}", Right.READ_TRAINING, (Relation.SELF, Relation.SUPERVISED), FIELDS),
    Policy("GET /training/requirements/new", Right.KEEP_POOL, POOL, FIELDS),
    Policy("POST /training/requirements", Right.KEEP_POOL, POOL, FIELDS),
    Policy("POST /training/requirements/{training_requirement}/waiver", Right.KEEP_POOL, POOL, FIELDS),
    Policy("POST /training/posting-courses", Right.KEEP_POOL, POOL, FIELDS),
    Policy("POST /training/posting-courses/{posting_course}/removal", Right.KEEP_POOL, POOL, FIELDS),
    Policy("GET /training/sessions/{session}", Right.READ_TRAINING, SEEN_BY, FIELDS),
    Policy("POST /training/sessions/{session}/attendance", Right.KEEP_TRAINING, POOL, FIELDS),
    Policy("POST /training/sessions/{session}/results", Right.KEEP_TRAINING, POOL, FIELDS),
    Policy("GET /training/enrolments/{enrolment}", Right.READ_TRAINING, SEEN_BY, FIELDS),
    Policy("POST /training/enrolments/{enrolment}/place", Right.ANSWER, CHOOSING, FIELDS),
    Policy("POST /training/enrolments/{enrolment}/waiting", Right.ANSWER, CHOOSING, FIELDS),
    Policy("POST /training/enrolments/{enrolment}/leaving", Right.ANSWER, CHOOSING, FIELDS),
    Policy("POST /training/enrolments/{enrolment}/make-up", Right.ANSWER, CHOOSING, FIELDS),
    Policy("POST /training/enrolments/{enrolment}/renewal", Right.ANSWER, CHOOSING, FIELDS),
    Policy("GET /training/enrolments/{enrolment}/units/{unit}", Right.READ_TRAINING, SEEN_BY, FIELDS),
    Policy("POST /training/enrolments/{enrolment}/units/{unit}", Right.ANSWER, (Relation.SELF,), FIELDS),
    Policy("POST /training/enrolments/{enrolment}/feedback", Right.ANSWER, (Relation.SELF,), FIELDS),
)


def reads_record(viewer: Viewer, *, member: UUID, pools: Collection[UUID]) -> bool:
    """The person's whole training: their own, and that of a pool's people. `pools`: those that asked or know of any."""
    return bool(pools) and (viewer.is_member(member) or any(pool in viewer.reach for pool in pools))


def enrolments_visible_to(viewer: Viewer) -> Condition:
    """Own ones, those of one's pools, those in one's school's sessions or waiting for one. The nation sees counts."""
    return (
        among(Enrolment.member, [viewer.member])
        | among(Enrolment.pool, viewer.reach)
        | among(Enrolment.school, [viewer.organisation])
        | among(Enrolment.waiting_school, [viewer.organisation])
    )


def attendance_visible_to(viewer: Viewer) -> Condition:
    """As the enrolments."""
    return (
        among(AttendanceDay.member, [viewer.member])
        | among(AttendanceDay.pool, viewer.reach)
        | among(AttendanceDay.school, [viewer.organisation])
    )


def units_visible_to(viewer: Viewer) -> Condition:
    """Own ones, those of one's pools, and of whoever sits in one's school's sessions."""
    sitting = Enrolment.select(Enrolment.id).where(among(Enrolment.school, [viewer.organisation]))
    return (
        among(UnitProgress.member, [viewer.member])
        | among(UnitProgress.pool, viewer.reach)
        | UnitProgress.enrolment.is_in(sitting)
    )


def feedback_visible_to(viewer: Viewer) -> Condition:
    """What one said oneself, and what was said of one's school's sessions."""
    return among(CourseFeedback.member, [viewer.member]) | among(CourseFeedback.school, [viewer.organisation])


def may_choose(viewer: Viewer, enrolment: EnrolmentRow) -> str | None:
    """None where the viewer chooses sessions for this enrolment, else the sentence why not."""
    concerned = viewer.is_member(enrolment.member) or viewer.acts_for(enrolment.pool)
    if concerned and holds(viewer, Right.ANSWER):
        return None
    return "申し込みを変えられるのは、本人と、受講を決めた県だけです。"


def may_mark(viewer: Viewer, school: object) -> str | None:
    """None where the viewer's school holds the session, else the sentence why not."""
    if viewer.organisation is not None and viewer.organisation == school and holds(viewer, Right.KEEP_TRAINING):
        return None
    return "出席と修了を記録できるのは、この回を開く研修機関だけです。"

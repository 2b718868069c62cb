"""Who sees whose training, who may move it, and which routes lead to it."""

from typing import Final

from auth.permissions import Policy, Relation, Right, holds
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from training.enrolments.schemas import EnrolmentRow
from training.enrolments.tables import Enrolment

SEEN_BY: Final = (Relation.SELF, Relation.SUPERVISED, Relation.PARTY)
FIELDS: Final = ("enrolment", "course_session", "member_identity")

POLICY: Final = (
    Policy("GET /training", Right.READ_TRAINING, (*SEEN_BY, Relation.NATIONAL), FIELDS),
    Policy("POST /training/requirements", Right.KEEP_POOL, (Relation.OWN_BODY,), ("enrolment", "member_identity")),
    Policy("GET /training/sessions/{session}", Right.READ_TRAINING, SEEN_BY, FIELDS),
    Policy("POST /training/sessions/{session}/attendance", Right.KEEP_TRAINING, (Relation.OWN_BODY,), FIELDS),
    Policy("POST /training/sessions/{session}/results", Right.KEEP_TRAINING, (Relation.OWN_BODY,), FIELDS),
    Policy("GET /training/enrolments/{enrolment}", Right.READ_TRAINING, SEEN_BY, FIELDS),
    Policy("POST /training/enrolments/{enrolment}/place", Right.ANSWER, (Relation.SELF, Relation.OWN_BODY), FIELDS),
    Policy("POST /training/enrolments/{enrolment}/make-up", Right.ANSWER, (Relation.SELF, Relation.OWN_BODY), FIELDS),
)


def enrolments_visible_to(viewer: Viewer) -> Condition:
    """Own ones, those of one's pools, those in one's school's sessions. The nation sees counts only."""
    return (
        among(Enrolment.member, [viewer.member])
        | among(Enrolment.pool, viewer.reach)
        | among(Enrolment.school, [viewer.organisation])
    )


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

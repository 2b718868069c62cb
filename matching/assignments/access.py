"""Who sees an assignment, who starts and ends it, and which routes lead to it."""

from typing import Final

from auth.permissions import Policy, Relation, Right
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from matching.assignments.schemas import AssignmentRow
from matching.assignments.tables import Assignment, WorkedTime

SEEN_BY: Final = (Relation.OWN_BODY, Relation.SUPERVISED, Relation.PARTY, Relation.SELF)

SHOWN: Final = ("assignment", "need", "member_identity")

POLICY: Final = (
    Policy("GET /assignments", Right.READ_EMPLOYMENT, SEEN_BY, SHOWN),
    Policy("POST /assignments/{assignment}/start", Right.PROPOSE, (Relation.OWN_BODY,), SHOWN),
    Policy("POST /assignments/{assignment}/end", Right.PROPOSE, (Relation.OWN_BODY,), SHOWN),
)


def assignments_visible_to(viewer: Viewer) -> Condition:
    """The town, those who supervise it, the body that proposed, and the member."""
    return (
        among(Assignment.owner, [viewer.organisation])
        | among(Assignment.municipality, viewer.reach)
        | among(Assignment.member, [viewer.member])
    )


def work_visible_to(viewer: Viewer) -> Condition:
    """As the assignment it belongs to."""
    return (
        among(WorkedTime.owner, [viewer.organisation])
        | among(WorkedTime.municipality, viewer.reach)
        | among(WorkedTime.member, [viewer.member])
    )


def may_record(viewer: Viewer, assignment: AssignmentRow) -> str | None:
    """None where the viewer writes down what was done: the member, the town, or the body that proposed."""
    if viewer.is_member(assignment.member):
        return None
    if viewer.acts_for(assignment.municipality) or viewer.acts_for(assignment.owner):
        return None
    return "支援の記録を書けるのは、支援した本人、支援を受けた町、この人を提案した団体だけです。"


def may_keep(viewer: Viewer, assignment: AssignmentRow) -> str | None:
    """None where the viewer's body made the proposal, else the sentence why not."""
    if viewer.acts_for(assignment.owner):
        return None
    return "支援の始まりと終わりを記録できるのは、この人を提案した団体だけです。"

"""Who sees a handover, who works on its list, and which routes lead to it."""

from typing import Final

from auth.permissions import Policy, Relation, Right
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from matching.assignments.schemas import AssignmentRow
from matching.handovers.rules import Side
from matching.handovers.tables import Handover, HandoverItem

SEEN_BY: Final = (Relation.OWN_BODY, Relation.SUPERVISED, Relation.PARTY, Relation.SELF)
SHOWN: Final = (
    "handover", "handover_item", "assignment", "need", "member_identity", "worked_time", "support_record",
    "support_outcome",
)  # fmt: skip

POLICY: Final = (
    Policy("GET /assignments/{assignment}/handover", Right.READ_EMPLOYMENT, SEEN_BY, SHOWN),
    Policy("POST /assignments/{assignment}/handover", Right.LOG_SUPPORT, SEEN_BY, SHOWN),
    Policy("POST /handovers/{handover}/items/{handover_item}", Right.LOG_SUPPORT, SEEN_BY, SHOWN),
    Policy("POST /handovers/{handover}/closing", Right.PROPOSE, (Relation.OWN_BODY,), SHOWN),
)


def handovers_visible_to(viewer: Viewer) -> Condition:
    """As the assignment it ends."""
    return (
        among(Handover.owner, [viewer.organisation])
        | among(Handover.municipality, viewer.reach)
        | among(Handover.member, [viewer.member])
    )


def items_visible_to(viewer: Viewer) -> Condition:
    """As the handover they belong to."""
    return (
        among(HandoverItem.owner, [viewer.organisation])
        | among(HandoverItem.municipality, viewer.reach)
        | among(HandoverItem.member, [viewer.member])
    )


def side_of(viewer: Viewer, assignment: AssignmentRow) -> Side | None:
    """As whom the viewer works on the list; None where it only reads it."""
    if viewer.is_member(assignment.member):
        return Side.MEMBER
    if viewer.acts_for(assignment.municipality):
        return Side.TOWN
    return Side.POOL if viewer.acts_for(assignment.owner) else None


def may_hand_over(viewer: Viewer, assignment: AssignmentRow) -> str | None:
    """None for the three sides, else the sentence why not."""
    if side_of(viewer, assignment) is not None:
        return None
    return "引き継ぎを進められるのは、支援した本人、支援を受けた町、この人を提案した団体だけです。"

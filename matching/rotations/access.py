"""Whose plans these are, and which routes lead to them."""

from typing import Final

from auth.permissions import Policy, Relation, Right
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from matching.rotations.tables import Rotation, RotationTurn

OWN: Final = (Relation.OWN_BODY,)
SHOWN: Final = ("rotation", "rotation_turn", "member_identity", "need", "assignment")

POLICY: Final = (
    Policy("GET /rotations", Right.PROPOSE, OWN, SHOWN),
    Policy("POST /rotations", Right.PROPOSE, OWN, SHOWN),
    Policy("GET /rotations/{rotation}", Right.PROPOSE, OWN, SHOWN),
    Policy("POST /rotations/{rotation}/turns", Right.PROPOSE, OWN, SHOWN),
    Policy("POST /turns/{rotation_turn}/removal", Right.PROPOSE, OWN, SHOWN),
    Policy("POST /turns/{rotation_turn}/proposal", Right.PROPOSE, OWN, SHOWN),
)


def rotations_visible_to(viewer: Viewer) -> Condition:
    """The plans of the viewer's own body."""
    return among(Rotation.owner, [viewer.organisation])


def turns_visible_to(viewer: Viewer) -> Condition:
    """As the plan they belong to."""
    return among(RotationTurn.owner, [viewer.organisation])

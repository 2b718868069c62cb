"""Who reads an agreement and who approves it."""

from typing import Final

from auth.permissions import Policy, Relation, Right
from auth.viewer import Viewer
from foundation.database.scope import Condition
from matching.agreements.tables import Agreement

PARTIES: Final = (Relation.OWN_BODY, Relation.PARTY)
FIELDS: Final = ("agreement", "agreement_body", "agreement_cost_plan", "agreement_cost_part", "assignment")

POLICY: Final = (
    Policy("GET /agreements/{agreement}", Right.READ_EMPLOYMENT, PARTIES, FIELDS),
    Policy("POST /agreements/{agreement}/division", Right.PROPOSE, fields=FIELDS),
    Policy("POST /agreements/{agreement}/approval", Right.APPROVE, PARTIES, FIELDS),
)

NOBODY: Final = "00000000-0000-0000-0000-000000000000"


def agreements_visible_to(viewer: Viewer) -> Condition:
    """Whoever takes part in it reads all of it; nobody else, not even the member."""
    return Agreement.bodies.any(viewer.organisation or NOBODY)

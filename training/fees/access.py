"""A body writes down its own fees; whoever supervises it reads them."""

from typing import Final

from auth.permissions import Policy, Relation, Right, holds
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from training.fees.tables import ExaminationFee

READ: Final = (Relation.OWN_BODY, Relation.SUPERVISED)
OWN: Final = (Relation.OWN_BODY,)
FIELDS: Final = ("examination_fee",)
POLICY: Final = (
    Policy("GET /training/fees", Right.READ_FUNDING, READ, FIELDS),
    Policy("POST /training/fees", Right.KEEP_FUNDING, OWN, FIELDS),
    Policy("POST /training/fees/{examination_fee}/removal", Right.KEEP_FUNDING, OWN, FIELDS),
    Policy("GET /training/fees/{examination_fee}/receipt", Right.READ_FUNDING, READ, (*FIELDS, "file")),
)


def fees_visible_to(viewer: Viewer) -> Condition:
    """One's own, and those of the bodies one supervises."""
    own = among(ExaminationFee.organisation, [viewer.organisation])
    return own | among(ExaminationFee.organisation, viewer.reach)


def keeps_fees(viewer: Viewer) -> bool:
    """Whether the viewer writes down fees of its own body."""
    return viewer.kind in ("municipality", "prefecture") and holds(viewer, Right.KEEP_FUNDING)

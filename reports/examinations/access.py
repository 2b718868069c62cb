"""A body counts what it bore itself; a prefecture also what it paid for its towns."""

from typing import Final

from auth.permissions import Policy, Relation, Right
from auth.viewer import Viewer
from training.fees.schemas import FeeRow

OWN: Final = (Relation.OWN_BODY, Relation.SUPERVISED)
FIELDS: Final = ("examination_fee", "funding_cost")
POLICY: Final = (
    Policy("GET /funding/examinations", Right.READ_FUNDING, OWN, FIELDS),
    Policy("POST /funding/examinations", Right.KEEP_FUNDING, OWN, FIELDS),
)


def bore(viewer: Viewer, fee: FeeRow) -> bool:
    """Whether the viewer's body bore this fee (`domain.md`, fiscal measures, C: a cost counts for whoever paid it)."""
    if fee.paid_by == "prefecture":
        return viewer.kind == "prefecture"
    return fee.organisation == viewer.organisation

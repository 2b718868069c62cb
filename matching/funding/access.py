"""Who counts costs: a body for itself, and nobody sees another's."""

from typing import Final

from auth.permissions import Policy, Right
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from matching.funding.tables import FundingCost

FIELDS: Final = ("funding_cost",)

POLICY: Final = (
    Policy("GET /funding", Right.READ_FUNDING, fields=FIELDS),
    Policy("GET /funding/report", Right.READ_FUNDING, fields=FIELDS),
    Policy("POST /funding", Right.KEEP_FUNDING, fields=FIELDS),
    Policy("POST /funding/{cost}/removal", Right.KEEP_FUNDING, fields=FIELDS),
)


def costs_visible_to(viewer: Viewer) -> Condition:
    """A body sees its own."""
    return among(FundingCost.organisation, [viewer.organisation])

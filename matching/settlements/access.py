"""Who reads a settlement, who makes it, and which routes lead to it."""

from typing import Final

from auth.permissions import Policy, Relation, Right
from auth.viewer import Viewer
from foundation.database.scope import NONE, Condition, among
from matching.settlements.schemas import SettlementRow
from matching.settlements.tables import Settlement

PARTIES: Final = (Relation.OWN_BODY, Relation.PARTY)
FIELDS: Final = ("settlement", "settlement_cost", "settlement_share", "agreement", "worked_time")

POLICY: Final = (
    Policy("GET /settlements", Right.READ_EMPLOYMENT, PARTIES, FIELDS),
    Policy("POST /settlements", Right.SETTLE, fields=FIELDS),
    Policy("GET /settlements/{settlement}", Right.READ_EMPLOYMENT, PARTIES, FIELDS),
    Policy("POST /settlements/{settlement}/costs", Right.SETTLE, fields=FIELDS),
    Policy("POST /settlements/{settlement}/costs/{settlement_cost}/removal", Right.SETTLE, fields=FIELDS),
    Policy("POST /settlements/{settlement}/paid", Right.SETTLE, fields=FIELDS),
    Policy("POST /settlements/{settlement}/telling", Right.SETTLE, fields=FIELDS),
    Policy("POST /settlements/{settlement}/recall", Right.SETTLE, fields=FIELDS),
    Policy("POST /settlements/{settlement}/assent", Right.APPROVE, PARTIES, FIELDS),
    Policy("POST /settlements/{settlement}/closing", Right.SETTLE, fields=FIELDS),
    Policy("POST /settlements/{settlement}/correction", Right.SETTLE, fields=FIELDS),
)


def settlements_visible_to(viewer: Viewer) -> Condition:
    """Who makes it; and who bears a part, or takes part in the agreement, once it is told."""
    told = (Settlement.state != "draft") & Settlement.bodies.any(viewer.organisation or NONE)
    return among(Settlement.owner, [viewer.organisation]) | told


def may_keep(viewer: Viewer, settlement: SettlementRow) -> str | None:
    """None where the viewer's body makes the settlement, else the sentence why not."""
    if viewer.acts_for(settlement.owner):
        return None
    return f"これができるのは、精算を取りまとめる団体（{settlement.owner_name}）だけです。"

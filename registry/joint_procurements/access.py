"""Whoever is signed in reads the board, every body asks; each keeps what it tells itself."""

from typing import Final

from piccolo.columns.combination import WhereRaw

from auth.permissions import Policy, Relation, Right, holds
from auth.viewer import Viewer
from foundation.database.scope import Condition
from registry.joint_procurements.schemas import ProcurementRow

BODIES: Final = (Relation.PUBLIC,)
OWN: Final = (Relation.OWN_BODY,)
FIELDS: Final = ("joint_procurement", "joint_procurement_file")

POLICY: Final = (
    Policy("GET /joint-procurements", Right.HOME, BODIES, FIELDS),
    Policy("GET /joint-procurements/new", Right.KEEP_POOL, OWN, FIELDS),
    Policy("POST /joint-procurements", Right.KEEP_POOL, OWN, FIELDS),
    Policy("GET /joint-procurements/{procurement}", Right.HOME, BODIES, FIELDS),
    Policy("POST /joint-procurements/{procurement}", Right.KEEP_POOL, OWN, FIELDS),
    Policy("POST /joint-procurements/{procurement}/enquiries", Right.HOME, BODIES, FIELDS),
    Policy("POST /joint-procurements/{procurement}/files", Right.KEEP_POOL, OWN, FIELDS),
    Policy("GET /joint-procurements/{procurement}/files/{shared_file}", Right.HOME, BODIES, (*FIELDS, "file")),
)
NOT_A_BODY: Final = "取りまとめ団体にたずねられるのは、団体の担当者だけです。"


def procurements_visible_to(viewer: Viewer) -> Condition:
    """All of them, for whoever is signed in."""
    return WhereRaw("true" if viewer.signed_in or viewer.role == "system" else "false")


def may_keep(viewer: Viewer, procurement: ProcurementRow) -> str | None:
    """None where the viewer's body tells of this procurement, else the sentence why not."""
    if holds(viewer, Right.KEEP_POOL) and viewer.acts_for(procurement.owner):
        return None
    return f"この案件を直せるのは「{procurement.owner_name}」の担当者だけです。"

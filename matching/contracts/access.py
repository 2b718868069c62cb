"""Who sees what a town contracts, who enters it, and who decides about a conflict."""

from typing import Final

from auth.permissions import Policy, Relation, Right
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from matching.contracts.schemas import ConflictRow, NewEntry
from matching.contracts.tables import ContractCheck, ContractConflict, TownContract

OVER: Final = (Relation.OWN_BODY, Relation.SUPERVISED)
FOUND: Final = ("town_contract", "contract_check", "contract_conflict", "member_identity", "assignment", "need")

POLICY: Final = (
    Policy("GET /contracts", Right.READ_PROPOSALS, OVER, FOUND),
    Policy("POST /contracts", Right.ANSWER, OVER, FOUND),
    Policy("GET /contracts/{town_contract}", Right.READ_PROPOSALS, OVER, FOUND),
    Policy("POST /contract-conflicts/{contract_conflict}/decision", Right.PROPOSE, (Relation.OWN_BODY,), FOUND),
)


def entries_visible_to(viewer: Viewer) -> Condition:
    """The town, those who supervise it, and whoever entered it."""
    return among(TownContract.owner, [viewer.organisation]) | among(TownContract.municipality, viewer.reach)


def checks_visible_to(viewer: Viewer) -> Condition:
    """The pool that looked, and the town."""
    return among(ContractCheck.owner, [viewer.organisation]) | among(ContractCheck.municipality, [viewer.organisation])


def conflicts_visible_to(viewer: Viewer) -> Condition:
    """The pool whose person it is, and the town."""
    own = among(ContractConflict.owner, [viewer.organisation])
    return own | among(ContractConflict.municipality, [viewer.organisation])


def may_enter(viewer: Viewer, entry: NewEntry) -> str | None:
    """None for the town itself and those who supervise it, else the sentence why not."""
    if viewer.organisation is not None and entry.municipality in viewer.reach:
        return None
    return "契約や仕様書を記録できるのは、その町と、町を受け持つ県だけです。"


def may_decide(viewer: Viewer, conflict: ConflictRow) -> str | None:
    """None for the pool whose person it is, else the sentence why not."""
    if viewer.acts_for(conflict.owner):
        return None
    return f"利益相反の判断ができるのは、人材プールの団体（{conflict.owner_name}）だけです。"

"""Who sees a need, who may move it, and which routes lead to it."""

from typing import Final

from auth.permissions import Policy, Relation, Right
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from registry.needs.schemas import NeedRow
from registry.needs.tables import Hearing, Need, NeedRequirement

OWN: Final = (Relation.OWN_BODY,)
OWN_AND_SUPERVISED: Final = (Relation.OWN_BODY, Relation.SUPERVISED)
NEED_FIELDS: Final = ("need", "need_requirement", "need_skill")
WHOLE_NEED: Final = (*NEED_FIELDS, "hearing")
"""What the need's own page shows, also when a refused form is shown again."""

POLICY: Final = (
    Policy("GET /needs/new", Right.ASK, OWN),
    Policy("POST /needs", Right.ASK, OWN, NEED_FIELDS),
    Policy("POST /needs/drafts", Right.ASK, OWN, NEED_FIELDS),
    Policy("GET /needs/{need}", Right.READ_NEEDS, OWN_AND_SUPERVISED, WHOLE_NEED),
    Policy("GET /needs/{need}/edit", Right.ASK, OWN, NEED_FIELDS),
    Policy("POST /needs/{need}/withdrawal", Right.ASK, OWN_AND_SUPERVISED, WHOLE_NEED),
    Policy("POST /needs/{need}/hearings", Right.HEAR, (Relation.SUPERVISED,), WHOLE_NEED),
    Policy("POST /needs/{need}/triage", Right.HEAR, (Relation.SUPERVISED,), WHOLE_NEED),
    Policy("POST /needs/{need}/requirement", Right.HEAR, (Relation.SUPERVISED,), WHOLE_NEED),
    Policy("POST /needs/{need}/referral", Right.HEAR, (Relation.SUPERVISED,), WHOLE_NEED),
    Policy("POST /needs/{need}/hold", Right.HEAR, (Relation.SUPERVISED,), WHOLE_NEED),
)


def needs_visible_to(viewer: Viewer) -> Condition:
    """Own needs in every state; of supervised bodies what they have sent. A draft is its own body's alone."""
    own = among(Need.municipality, [viewer.organisation])
    sent = Need.state != "draft"
    return own | (sent & among(Need.municipality, viewer.reach))


def requirements_visible_to(viewer: Viewer) -> Condition:
    """Of the viewer's own body and of those it supervises."""
    return among(NeedRequirement.municipality, [viewer.organisation, *viewer.reach])


def hearings_visible_to(viewer: Viewer) -> Condition:
    """What the viewer's own body noted; no other body reads it."""
    return among(Hearing.heard_by, [viewer.organisation])


def may_ask_for(viewer: Viewer, need: NeedRow) -> str | None:
    """None where the viewer may change what its own body asks for, else the sentence why not."""
    if viewer.acts_for(need.municipality) or viewer.acts_for(need.prefecture):
        return None
    return "この相談を変えられるのは、相談した町と、受け持ちの県だけです。"


def may_handle(viewer: Viewer, need: NeedRow) -> str | None:
    """None where the viewer's body hears and triages this need, else the sentence why not."""
    if viewer.acts_for(need.prefecture):
        return None
    return "聞き取りと進め方を記録できるのは、受け持ちの県だけです。"

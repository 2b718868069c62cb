"""Who sees a need, who may move it, and which routes lead to it."""

from typing import Final
from uuid import UUID

from auth.permissions import Policy, Relation, Right, holds
from auth.viewer import Viewer
from foundation.database.scope import NONE, Condition, among
from registry.needs.schemas import NeedRow
from registry.needs.tables import Hearing, HearingAnswer, JointNeed, Need, NeedRequirement, NeedReview

OWN: Final = (Relation.OWN_BODY,)
TAKING_PART: Final = (Relation.OWN_BODY, Relation.PARTY)
OWN_AND_SUPERVISED: Final = (Relation.OWN_BODY, Relation.SUPERVISED)
NEED_FIELDS: Final = ("need", "need_requirement", "need_skill")
JOINT_FIELDS: Final = ("joint_need", "joint_need_part")
WHOLE_NEED: Final = (*NEED_FIELDS, *JOINT_FIELDS, "hearing", "hearing_answer", "need_review", "need_file")
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
    Policy("POST /needs/{need}/review", Right.ASK, OWN_AND_SUPERVISED, WHOLE_NEED),
    Policy("POST /needs/{need}/closing", Right.ASK, OWN_AND_SUPERVISED, WHOLE_NEED),
    Policy("POST /needs/{need}/files", Right.ASK, OWN_AND_SUPERVISED, WHOLE_NEED),
    Policy("GET /needs/{need}/files/{need_file}", Right.READ_NEEDS, OWN_AND_SUPERVISED, ("need_file", "file")),
    Policy("POST /needs/{need}/files/{need_file}/removal", Right.ASK, OWN, WHOLE_NEED),
    Policy("GET /schemes", Right.READ_NEEDS),
    Policy("GET /joint-needs", Right.READ_NEEDS, TAKING_PART, (*JOINT_FIELDS, *NEED_FIELDS)),
    Policy("GET /joint-needs/new", Right.HEAR, (Relation.SUPERVISED,), (*JOINT_FIELDS, *NEED_FIELDS)),
    Policy("POST /joint-needs", Right.HEAR, (Relation.SUPERVISED,), (*JOINT_FIELDS, *NEED_FIELDS)),
    Policy("GET /joint-needs/{joint_need}", Right.READ_NEEDS, TAKING_PART, (*JOINT_FIELDS, *NEED_FIELDS)),
    Policy("POST /joint-needs/{joint_need}/terms", Right.HEAR, OWN, (*JOINT_FIELDS, *NEED_FIELDS)),
    Policy("POST /joint-needs/{joint_need}/parts", Right.HEAR, OWN, (*JOINT_FIELDS, *NEED_FIELDS)),
    Policy("POST /joint-needs/{joint_need}/parts/{part}/removal", Right.HEAR, OWN, (*JOINT_FIELDS, *NEED_FIELDS)),
    Policy("POST /joint-needs/{joint_need}/split", Right.HEAR, OWN, (*JOINT_FIELDS, *NEED_FIELDS)),
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


def answers_visible_to(viewer: Viewer) -> Condition:
    """As the hearing they belong to."""
    return among(HearingAnswer.heard_by, [viewer.organisation])


def reviews_visible_to(viewer: Viewer) -> Condition:
    """Of the viewer's own body and of those it supervises."""
    return among(NeedReview.municipality, [viewer.organisation, *viewer.reach])


def joint_needs_visible_to(viewer: Viewer) -> Condition:
    """Who keeps it, and every town that takes or took part."""
    return among(JointNeed.owner, [viewer.organisation]) | JointNeed.bodies.any(viewer.organisation or NONE)


def may_join(viewer: Viewer) -> str | None:
    """None where the viewer's body joins needs of its towns, else the sentence why not."""
    if viewer.organisation is not None and viewer.kind in ("prefecture", "union") and holds(viewer, Right.HEAR):
        return None
    return "町の相談を一緒にできるのは、受け持ちの県と、町が参加する組合の担当者だけです。"


def looks_after(viewer: Viewer, *, town: UUID, prefecture: UUID) -> bool:
    """Whether the viewer's body works for the town: its prefecture, or a union in whose framework it takes part.

    Nobody but these reaches a town other than itself (`auth_0001_identity.sql`, `viewer_for`).
    """
    return viewer.acts_for(prefecture) or (town in viewer.reach and not viewer.acts_for(town))


def may_ask_for(viewer: Viewer, need: NeedRow) -> str | None:
    """None where the viewer may change what its own body asks for, else the sentence why not."""
    if viewer.acts_for(need.municipality) or may_handle(viewer, need) is None:
        return None
    return "この相談を変えられるのは、相談した町と、受け持ちの県、町が参加する組合だけです。"


def may_handle(viewer: Viewer, need: NeedRow) -> str | None:
    """None where the viewer's body hears and triages this need, else the sentence why not."""
    if looks_after(viewer, town=need.municipality, prefecture=need.prefecture):
        return None
    return "聞き取りと進め方を記録できるのは、受け持ちの県と、町が参加する組合だけです。"

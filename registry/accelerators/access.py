"""Who sees a registration: the pool that recommends, the member, the ministry that registers."""

from typing import Final

from auth.permissions import Policy, Relation, Right, holds
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from registry.accelerators.schemas import RegistrationRow
from registry.accelerators.tables import Registration

SEEN: Final = (Relation.OWN_BODY, Relation.SELF, Relation.DISCLOSED)
HOLDERS: Final = (Relation.OWN_BODY, Relation.SELF)
FIELDS: Final = ("registration", "registration_check", "registration_term", "registration_post",
                 "registration_certificate", "member_identity")  # fmt: skip

POLICY: Final = (
    Policy("GET /accelerators", Right.READ_REGISTRATIONS, SEEN, FIELDS),
    Policy("GET /accelerators/new", Right.RECOMMEND, (Relation.OWN_BODY,), ("member_identity",)),
    Policy("POST /accelerators", Right.RECOMMEND, (Relation.OWN_BODY,), FIELDS),
    Policy("GET /accelerators/{registration_id}", Right.READ_REGISTRATIONS, SEEN, FIELDS),
    Policy("POST /accelerators/{registration_id}/check", Right.REGISTER, (Relation.DISCLOSED,), FIELDS),
    Policy("POST /accelerators/{registration_id}/registration", Right.REGISTER, (Relation.DISCLOSED,), FIELDS),
    Policy("POST /accelerators/{registration_id}/name-use", Right.REGISTER, (Relation.DISCLOSED,), FIELDS),
    Policy("POST /accelerators/{registration_id}/suspension", Right.REGISTER, (Relation.DISCLOSED,), FIELDS),
    Policy("POST /accelerators/{registration_id}/resumption", Right.REGISTER, (Relation.DISCLOSED,), FIELDS),
    Policy("POST /accelerators/candidates", Right.RECOMMEND, (Relation.OWN_BODY,), FIELDS),
    Policy("POST /accelerators/registrations", Right.REGISTER, (Relation.DISCLOSED,), FIELDS),
    Policy("POST /accelerators/papers", Right.REGISTER, (Relation.DISCLOSED,), FIELDS),
    Policy("POST /accelerators/{registration_id}/renewal", Right.REGISTER, (Relation.DISCLOSED,), FIELDS),
    Policy("POST /accelerators/{registration_id}/post", Right.READ_REGISTRATIONS, HOLDERS, FIELDS),
    Policy("POST /accelerators/{registration_id}/showing", Right.READ_REGISTRATIONS, HOLDERS, FIELDS),
    Policy("GET /certificates", Right.OPEN, (Relation.PUBLIC,), ("registration", "registration_certificate")),
    Policy("POST /accelerators/{registration_id}/removal", Right.REGISTER, (Relation.DISCLOSED,), FIELDS),
)


def registrations_visible_to(viewer: Viewer) -> Condition:
    """What one's own pools recommended, one's own registration, and for the ministry all that reached it."""
    recommended = among(Registration.recommended_by, viewer.reach)
    own = among(Registration.member, [viewer.member])
    arrived = among(Registration.ministry, [viewer.organisation]) & (Registration.state != "candidate")
    return recommended | own | arrived


def may_decide(viewer: Viewer, registration: RegistrationRow) -> str | None:
    """None where the viewer's body registers, else the sentence why not."""
    if viewer.kind == "ministry":
        return None
    return f"「{registration.recommended_by_name}」の推薦を確認して登録するのは国です。"


def may_keep_card(viewer: Viewer, registration: RegistrationRow) -> str | None:
    """None where the viewer is the holder or recommended them, else the sentence why not."""
    if viewer.is_member(registration.member):
        return None
    if holds(viewer, Right.RECOMMEND) and viewer.acts_for(registration.recommended_by):
        return None
    return f"名刺の内容と公開の範囲を決められるのは、本人と「{registration.recommended_by_name}」の担当者だけです。"

"""Who sees a request for a name, who decides it, and which routes lead there."""

from typing import Final

from auth.permissions import Policy, Relation, Right
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from registry.consents.schemas import RequestRow
from registry.consents.tables import Consent, DisclosureRequest

PARTIES: Final = (Relation.OWN_BODY, Relation.PARTY, Relation.SELF)
REQUEST: Final = ("disclosure_request", "member_identity", "disclosure")
WHOLE: Final = (*REQUEST, "consent", "member", "member_role", "member_skill", "capacity_remaining")

POLICY: Final = (
    Policy("GET /consents", Right.READ_CONSENTS, PARTIES, WHOLE),
    Policy("GET /consents/wordings", Right.READ_CONSENTS, (Relation.PUBLIC,)),
    Policy("GET /consents/requests/new", Right.REQUEST_NAME, (Relation.OWN_BODY,), WHOLE),
    Policy("POST /consents/requests", Right.REQUEST_NAME, (Relation.OWN_BODY,), WHOLE),
    Policy("GET /consents/requests/{request_id}", Right.READ_CONSENTS, PARTIES, WHOLE),
    Policy("POST /consents/requests/{request_id}/decision", Right.DECIDE_NAME, PARTIES, WHOLE),
    Policy("POST /consents/requests/{request_id}/withdrawal", Right.REQUEST_NAME, (Relation.OWN_BODY,), WHOLE),
    Policy("GET /consents/papers/{member}", Right.KEEP_POOL, (Relation.OWN_BODY,), WHOLE),
    Policy("POST /consents/papers/{member}", Right.KEEP_POOL, (Relation.OWN_BODY,), WHOLE),
    Policy("POST /consents/{disclosure}/withdrawal", Right.DECIDE_NAME, PARTIES, WHOLE),
    Policy("GET /consents/{disclosure}/evidence", Right.DECIDE_NAME, (Relation.OWN_BODY, Relation.SELF), ("file",)),
)


def requests_visible_to(viewer: Viewer) -> Condition:
    """What the viewer's body asked for, what the viewer is asked, and what their pool's people are asked."""
    return (
        among(DisclosureRequest.receiver, [viewer.organisation])
        | among(DisclosureRequest.pool, [viewer.organisation])
        | among(DisclosureRequest.member, [viewer.member])
    )


def consents_visible_to(viewer: Viewer) -> Condition:
    """One's own, and what the viewer's body wrote down."""
    return among(Consent.member, [viewer.member]) | among(Consent.recorded_by, [viewer.organisation])


def may_decide(viewer: Viewer, request: RequestRow, *, signs_in: bool) -> str | None:
    """None where the viewer may decide this request, else the sentence why not.

    `signs_in`: the person has an account of their own to decide with.
    """
    if viewer.is_member(request.member):
        return None
    if not viewer.acts_for(request.pool):
        return "名前を見せるかどうかを決められるのは、本人だけです。"
    if signs_in:
        return "本人が自分の画面で決めます。本人に、お知らせを見るように伝えてください。"
    return None


def may_take_back(viewer: Viewer, request: RequestRow) -> str | None:
    """None where the viewer's body asked, else the sentence why not."""
    if viewer.acts_for(request.receiver):
        return None
    return "依頼を取り下げられるのは、依頼した団体だけです。"

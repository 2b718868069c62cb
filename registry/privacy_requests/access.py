"""Who sees a request: the person and the body that was asked. Who decides: that body's managers and HR."""

from typing import Final

from auth.permissions import Policy, Relation, Right
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from registry.privacy_requests.tables import PrivacyRequest

PARTIES: Final = (Relation.OWN_BODY, Relation.SELF)
OWN: Final = (Relation.OWN_BODY,)
SHOWN: Final = ("privacy_request", "member_identity", "disclosure", "member", "pool_membership")

POLICY: Final = (
    Policy("GET /privacy-requests", Right.EXPORT_PERSON, PARTIES, SHOWN),
    Policy("POST /privacy-requests", Right.EXPORT_PERSON, PARTIES, SHOWN),
    Policy("GET /privacy-requests/{privacy_request}", Right.EXPORT_PERSON, PARTIES, SHOWN),
    Policy("POST /privacy-requests/{privacy_request}/extension", Right.ERASE_PERSON, OWN, SHOWN),
    Policy("POST /privacy-requests/{privacy_request}/decision", Right.ERASE_PERSON, OWN, SHOWN),
    Policy("POST /privacy-requests/{privacy_request}/withdrawal", Right.EXPORT_PERSON, PARTIES, SHOWN),
)


def requests_visible_to(viewer: Viewer) -> Condition:
    """Those the viewer made about themselves, and those their body was asked."""
    own = among(PrivacyRequest.pool, [viewer.organisation])
    return among(PrivacyRequest.member, [viewer.member]) if viewer.member and not viewer.organisation else own


def may_withdraw(viewer: Viewer, *, member: object) -> str | None:
    """Why not: whoever asked takes it back, on paper through the body."""
    if viewer.organisation is None and viewer.member != member:
        return "請求した本人か、受け付けた団体だけが取り下げられます。"
    return None

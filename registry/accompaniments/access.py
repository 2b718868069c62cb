"""The ministry and the supported prefecture read a support; the ministry writes it, a prefecture asks for one."""

from typing import Final

from auth.permissions import Policy, Relation, Right, holds
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from registry.accompaniments.tables import Accompaniment

SEEN: Final = (Relation.OWN_BODY, Relation.PARTY)
FIELDS: Final = ("accompaniment",)
POLICY: Final = (
    Policy("GET /accompaniments", Right.READ_REGISTRATIONS, SEEN, FIELDS),
    Policy("GET /accompaniments/new", Right.READ_REGISTRATIONS, (Relation.OWN_BODY,), FIELDS),
    Policy("POST /accompaniments", Right.REGISTER, (Relation.OWN_BODY,), FIELDS),
    Policy("POST /accompaniments/requests", Right.RECOMMEND, (Relation.OWN_BODY,), FIELDS),
    Policy("GET /accompaniments/{accompaniment}", Right.READ_REGISTRATIONS, SEEN, FIELDS),
    Policy("POST /accompaniments/{accompaniment}", Right.REGISTER, (Relation.OWN_BODY,), FIELDS),
)


def supports_visible_to(viewer: Viewer) -> Condition:
    """The ministry's own, those for the viewer's prefecture, and those for every prefecture."""
    mine = among(Accompaniment.ministry, [viewer.organisation]) | among(Accompaniment.prefecture, [viewer.organisation])
    return mine | Accompaniment.prefecture.is_null() if viewer.organisation is not None else mine


def may_tell(viewer: Viewer) -> str | None:
    """None where the viewer writes the ministry's support, else the sentence why not."""
    if viewer.kind == "ministry" and holds(viewer, Right.REGISTER):
        return None
    return "支援の記録を書くのは国の担当者です。頼みたいことは「国に調整を頼む」から送ってください。"

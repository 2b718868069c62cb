"""Who sees a badge: its holder, the body that stands behind it, and with the link anybody the holder lets."""

from typing import Final

from auth.permissions import Policy, Relation, Right, holds
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from training.credentials.schemas import BadgeRow
from training.credentials.tables import Badge

FIELDS: Final = ("badge", "registration", "training_completion", "member_identity")
SEEN: Final = (Relation.SELF, Relation.OWN_BODY)
PUBLIC: Final = (Relation.PUBLIC,)

POLICY: Final = (
    Policy("GET /credentials", Right.READ_TRAINING, SEEN, FIELDS),
    Policy("POST /credentials", Right.READ_TRAINING, (Relation.SELF,), FIELDS),
    Policy("GET /credentials/check", Right.OPEN, PUBLIC),
    Policy("POST /credentials/check", Right.OPEN, PUBLIC),
    Policy("GET /credentials/jwks", Right.OPEN, PUBLIC),
    Policy("GET /credentials/keys/{key}", Right.OPEN, PUBLIC),
    Policy("GET /credentials/issuers/{issuer}", Right.OPEN, PUBLIC),
    Policy("GET /credentials/status/{purpose}", Right.OPEN, PUBLIC),
    Policy("GET /credentials/{badge_id}", Right.OPEN, (*SEEN, Relation.PUBLIC), ("badge",)),
    Policy("GET /credentials/{badge_id}/file/{ending}", Right.OPEN, (*SEEN, Relation.PUBLIC), ("badge",)),
    Policy("POST /credentials/{badge_id}/sharing", Right.READ_TRAINING, (Relation.SELF,), FIELDS),
    Policy("POST /credentials/{badge_id}/revocation", Right.READ_TRAINING, (Relation.OWN_BODY,), FIELDS),
)


def badges_visible_to(viewer: Viewer) -> Condition:
    """One's own, and those one's body stands behind: the lists."""
    return among(Badge.member, [viewer.member]) | among(Badge.issuer, [viewer.organisation])


def badges_readable_by(viewer: Viewer) -> Condition:
    """The same, and whatever its holder shares: one badge, whose address one has to know."""
    return badges_visible_to(viewer) | Badge.shared.eq(True)


def may_revoke(viewer: Viewer, badge: BadgeRow) -> str | None:
    """None where the viewer's body stands behind the badge, else the sentence why not."""
    right = Right.REGISTER if badge.kind == "registration" else Right.KEEP_TRAINING
    if viewer.acts_for(badge.issuer) and holds(viewer, right):
        return None
    return f"このバッジを取り消せるのは、発行した団体（{badge.issuer_name}）の担当者だけです。"

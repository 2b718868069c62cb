"""Who sees a merge, and who has a word in it: the pools that keep one of the two."""

from typing import Final

from auth.permissions import Policy, Relation, Right
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from registry.merges.tables import MemberMerge, MergeAnswer

OWN_POOL: Final = (Relation.OWN_BODY, Relation.PARTY)
SHOWN: Final = ("member_merge", "merge_answer", "member_identity", "disclosure")

POLICY: Final = (
    Policy("GET /merges", Right.KEEP_POOL, OWN_POOL, SHOWN),
    Policy("POST /merges", Right.KEEP_POOL, OWN_POOL, SHOWN),
    Policy("GET /merges/{merge}", Right.KEEP_POOL, OWN_POOL, SHOWN),
    Policy("POST /merges/{merge}/answer", Right.KEEP_POOL, OWN_POOL, SHOWN),
    Policy("POST /merges/{merge}/joining", Right.KEEP_POOL, OWN_POOL, SHOWN),
)


def merges_visible_to(viewer: Viewer) -> Condition:
    """Merges that the viewer's own body proposed or is asked about."""
    asked = MergeAnswer.select(MergeAnswer.merge).where(among(MergeAnswer.pool, [viewer.organisation]))
    return among(MemberMerge.pool, [viewer.organisation]) | MemberMerge.id.is_in(asked)

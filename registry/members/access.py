"""Who sees a person, who may change one, and which routes lead there."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from auth.permissions import Policy, Relation, Right, holds
from auth.viewer import Viewer
from foundation.database.scope import Condition, Written, among
from registry.members.rules import MemberState
from registry.members.tables import Member, PoolMembership

CARD: Final = ("member", "member_role", "member_skill", "capacity_remaining")
IDENTITY: Final = ("member_identity", "disclosure")
RECORD: Final = ("member_experience", "experience_skill", "member_certification", "member_pause", "member_document",
                 "skill_proof", "pool_note")  # fmt: skip
WHOLE: Final = (*CARD, *IDENTITY, "pool_membership", "member_terms", "member_wish", "capacity_offer", *RECORD,
                "member_correction")  # fmt: skip
OWN_PAGE: Final = (*WHOLE, "journal", "join_code")
"""A refused form is answered with the page it stood on: a write shows what its page shows."""
PARTS: Final = {
    "experiences": "経歴", "certifications": "資格", "documents": "書類", "skills": "スキルと証拠",
    "offers": "出せる日数", "pauses": "お休み", "wishes": "町の希望", "terms": "働く条件",
}  # fmt: skip
"""The parts of a person's record, each with a page of its own."""
OWN_POOL: Final = (Relation.OWN_BODY,)
SELF: Final = (Relation.SELF,)
KEPT: Final = (Relation.OWN_BODY, Relation.SELF)
"""What the person and the pools that keep them do alike: the right is anybody's, the row decides."""

POLICY: Final = (
    Policy("GET /members/new", Right.KEEP_POOL, OWN_POOL),
    Policy("POST /members", Right.KEEP_POOL, OWN_POOL, WHOLE),
    Policy(
        "GET /members/{member}",
        Right.READ_CARDS,
        (Relation.OWN_BODY, Relation.PARTY, Relation.DISCLOSED, Relation.SELF),
        WHOLE,
    ),
    Policy("GET /members/{member}/edit", Right.KEEP_POOL, OWN_POOL, WHOLE),
    Policy("POST /members/{member}", Right.KEEP_POOL, OWN_POOL, WHOLE),
    Policy("POST /members/{member}/offers", Right.KEEP_POOL, OWN_POOL, WHOLE),
    Policy("POST /members/{member}/wishes", Right.KEEP_POOL, OWN_POOL, WHOLE),
    Policy("POST /members/{member}/invitation", Right.KEEP_POOL, OWN_POOL, (*WHOLE, "invitation")),
    *(Policy(f"GET /members/{{member}}/{part}", Right.READ_CARDS, KEPT, WHOLE) for part in PARTS),
    Policy(
        "GET /members/{member}/history", Right.READ_CARDS, KEPT, (*WHOLE, "member_change", "member_change_identity")
    ),
    Policy("GET /members/{member}/corrections", Right.READ_CARDS, KEPT, WHOLE),
    Policy("POST /members/{member}/corrections", Right.HOME, KEPT, WHOLE),
    Policy("POST /members/{member}/corrections/{correction}/decision", Right.HOME, KEPT, WHOLE),
    Policy("POST /members/{member}/experiences", Right.HOME, KEPT, WHOLE),
    Policy("POST /members/{member}/experiences/{experience}", Right.HOME, KEPT, WHOLE),
    Policy("POST /members/{member}/experiences/{experience}/removal", Right.HOME, KEPT, WHOLE),
    Policy("POST /members/{member}/certifications", Right.HOME, KEPT, WHOLE),
    Policy("POST /members/{member}/certifications/{certification}", Right.HOME, KEPT, WHOLE),
    Policy("POST /members/{member}/certifications/{certification}/removal", Right.HOME, KEPT, WHOLE),
    Policy("POST /members/{member}/pauses", Right.HOME, KEPT, WHOLE),
    Policy("POST /members/{member}/pauses/{pause}/end", Right.HOME, KEPT, WHOLE),
    Policy("POST /members/{member}/documents", Right.HOME, KEPT, (*WHOLE, "file")),
    Policy("GET /members/{member}/documents/{attachment}", Right.READ_CARDS, KEPT, ("member_document", "file")),
    Policy("POST /members/{member}/documents/{attachment}/removal", Right.HOME, KEPT, WHOLE),
    Policy("POST /members/{member}/skills", Right.HOME, KEPT, WHOLE),
    Policy("POST /members/{member}/terms", Right.HOME, KEPT, WHOLE),
    Policy("POST /members/{member}/departure", Right.KEEP_POOL, OWN_POOL, WHOLE),
    Policy("GET /joining", Right.KEEP_POOL, OWN_POOL),
    Policy("POST /joining", Right.KEEP_POOL, OWN_POOL, WHOLE),
    Policy("POST /me/codes", Right.HOME, SELF, OWN_PAGE),
    Policy("POST /me/codes/{join_code}/withdrawal", Right.HOME, SELF, OWN_PAGE),
    Policy("GET /me", Right.HOME, SELF, OWN_PAGE),
    Policy("POST /me", Right.HOME, SELF, OWN_PAGE),
    Policy("POST /me/offers", Right.HOME, SELF, OWN_PAGE),
    Policy("POST /me/wishes", Right.HOME, SELF, OWN_PAGE),
    Policy("POST /me/disclosures/{disclosure}/withdrawal", Right.HOME, SELF, OWN_PAGE),
    Policy("GET /who-looked", Right.HOME, SELF, ("journal",)),
)

IN_POOLS: Final = """
exists (select 1 from pool_membership kept where kept.member = member.id and kept.pool = any ({}::uuid[])
    and kept.during @> (select app_today()))
"""


def members_visible_to(viewer: Viewer) -> Condition:
    """People of the viewer's own pool in every state; active people of the pools it takes part in; oneself."""
    return (
        members_kept_by(viewer)
        | (_in_pools(viewer.pools) & (Member.state == MemberState.ACTIVE))
        | among(Member.id, [viewer.member])
    )


def members_kept_by(viewer: Viewer) -> Condition:
    """People of the pool that the viewer's own body keeps."""
    return _in_pools([viewer.organisation])


def memberships_shown_to(viewer: Viewer) -> Condition:
    """Memberships of the pools whose cards the viewer's body reads, its own pool among them."""
    return among(PoolMembership.pool, [viewer.organisation, *viewer.pools])


def may_keep_pool(viewer: Viewer) -> str | None:
    """None where the viewer's body takes people into a pool of its own, else the sentence why not."""
    if viewer.organisation is not None and holds(viewer, Right.KEEP_POOL):
        return None
    return "人材の登録と変更ができるのは、人材プールを運営する団体の担当者だけです。"


def _in_pools(pools: Iterable[UUID | None]) -> Condition:
    """Correlated, so that one person is looked up by index and a whole pool is hashed once."""
    return Written(IN_POOLS, sorted(pool for pool in pools if pool is not None))

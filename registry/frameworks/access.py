"""Frameworks are public; the prefecture and the owner of the pool keep the record, the owner its participants."""

from typing import Final
from uuid import UUID

from auth.permissions import Policy, Relation, Right, holds
from auth.viewer import Viewer

PUBLIC: Final = (Relation.PUBLIC,)
FIELDS: Final = ("framework", "organisation_link")

POLICY: Final = (
    Policy("GET /frameworks", Right.OPEN, PUBLIC, FIELDS),
    Policy("GET /frameworks/{code}", Right.OPEN, PUBLIC, FIELDS),
    Policy("POST /frameworks/{code}", Right.KEEP_POOL, (Relation.OWN_BODY,), FIELDS),
    Policy("POST /frameworks/{code}/participants", Right.KEEP_POOL, (Relation.OWN_BODY,), FIELDS),
    Policy("POST /frameworks/{code}/unions", Right.KEEP_POOL, (Relation.OWN_BODY,), FIELDS),
)


def may_found(viewer: Viewer) -> str | None:
    """None where the viewer may record its body's framework, else the sentence why not."""
    if holds(viewer, Right.KEEP_POOL) and viewer.organisation is not None:
        return None
    return "推進体制を登録できるのは、人材プールを持つ団体だけです。"


def may_keep(viewer: Viewer, *, prefecture: UUID, pool_owner: UUID | None) -> str | None:
    """None where the viewer keeps the record of this prefecture's framework, else the sentence why not."""
    if may_found(viewer) is None and (viewer.acts_for(prefecture) or viewer.acts_for(pool_owner)):
        return None
    return "この推進体制を直せるのは、この都道府県と、人材プールを持つ団体の担当者だけです。"


def may_admit(viewer: Viewer, *, pool_owner: UUID | None) -> str | None:
    """None where the viewer takes towns into the framework, else the sentence why not."""
    if may_found(viewer) is None and viewer.acts_for(pool_owner) and viewer.role in ("manager", "system"):
        return None
    return "参加する団体を決められるのは、人材プールを持つ団体の管理者だけです。"

"""Who sees declarations and evidence, and who may declare."""

from typing import Final

from auth.permissions import Policy, Relation, Right
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from matching.conflicts.schemas import Declaration, DeclarationRow
from matching.conflicts.tables import ConflictCheck, ConflictDeclaration

SELF_AND_POOL: Final = (Relation.SELF, Relation.OWN_BODY)
FIELDS: Final = ("conflict_declaration", "conflict_check", "member_identity")

POLICY: Final = (
    Policy("GET /conflicts", Right.READ_PROPOSALS, SELF_AND_POOL, FIELDS),
    Policy("POST /conflicts", Right.ANSWER, SELF_AND_POOL, FIELDS),
    Policy("POST /conflicts/{declaration}/end", Right.ANSWER, SELF_AND_POOL, FIELDS),
)


def declarations_visible_to(viewer: Viewer) -> Condition:
    """A member sees their own, a pool those declared to it; a town and a company see none."""
    own = among(ConflictDeclaration.member, [viewer.member])
    return own | among(ConflictDeclaration.pool, [viewer.organisation])


def checks_visible_to(viewer: Viewer) -> Condition:
    """The evidence of its own proposals is the proposing body's alone."""
    return among(ConflictCheck.owner, [viewer.organisation])


def may_end(viewer: Viewer, declaration: DeclarationRow) -> bool:
    """A dealing is ended by its member, or by the pool it was declared to."""
    return viewer.is_member(declaration.member) or declaration.pool == viewer.organisation


def may_declare(viewer: Viewer, declaration: Declaration) -> str | None:
    """None where the viewer is the member or keeps a pool, else the sentence why not."""
    if viewer.is_member(declaration.member) or viewer.kind in ("prefecture", "union", "system"):
        return None
    return "取引の申告ができるのは、本人と、人材プールを受け持つ団体だけです。"

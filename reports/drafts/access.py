"""Who draws a paper up, who reads it before it is issued, and who approves it."""

from typing import Final

from auth.permissions import Policy, Relation, Right
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from reports.drafts.schemas import DraftRow, Drawn
from reports.drafts.tables import PaperDraft

DRAWERS: Final = (Relation.OWN_BODY, Relation.PARTY)
DRAFT: Final = ("document", "paper_draft")
CHOSEN: Final = (*DRAFT, "assignment", "appointment", "agreement", "proposal", "proposal_line", "party", "need",
                 "member_identity")  # fmt: skip

POLICY: Final = (
    Policy("GET /documents/drafts", Right.READ_PAPERS, DRAWERS, DRAFT),
    Policy("GET /documents/drafts/new", Right.DRAW_UP, DRAWERS, CHOSEN),
    Policy("POST /documents/drafts", Right.DRAW_UP, DRAWERS, CHOSEN),
    Policy("GET /documents/drafts/{paper_draft}", Right.READ_PAPERS, DRAWERS, DRAFT),
    Policy("POST /documents/drafts/{paper_draft}/approval", Right.APPROVE, DRAWERS, DRAFT),
    Policy("POST /documents/drafts/{paper_draft}/withdrawal", Right.DRAW_UP, DRAWERS, DRAFT),
)


def drafts_visible_to(viewer: Viewer) -> Condition:
    """Who drew it up, and who is to issue it."""
    return among(PaperDraft.owner, [viewer.organisation]) | among(PaperDraft.issuer, [viewer.organisation])


def may_draw(viewer: Viewer, drawn: Drawn) -> str | None:
    """None for the body that issues the paper and the one that keeps the pool, else the sentence why not."""
    if viewer.acts_for(drawn.issuer) or viewer.acts_for(drawn.pool):
        return None
    return "この書類をつくれるのは、発行する団体と、人材プールの団体だけです。"


def may_approve(viewer: Viewer, draft: DraftRow) -> str | None:
    """None where the viewer's body issues the paper, else the sentence why not."""
    return None if viewer.acts_for(draft.issuer) else f"決裁できるのは、発行する団体（{draft.issuer_name}）だけです。"


def may_withdraw(viewer: Viewer, draft: DraftRow) -> str | None:
    """None for who drew it up and who is to issue it, else the sentence why not."""
    if viewer.acts_for(draft.owner) or viewer.acts_for(draft.issuer):
        return None
    return f"取り下げられるのは、案をつくった団体（{draft.owner_name}）と発行する団体だけです。"

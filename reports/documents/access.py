"""Who reads a paper: the body that keeps it, the body that issues it, and its readers. Supervision reads none."""

from typing import Final

from auth.permissions import Policy, Relation, Right, holds
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from reports.documents.draft_schemas import DraftRow, Drawn
from reports.documents.schemas import DocumentRow
from reports.documents.tables import Document, PaperBatch, PaperDraft

READERS: Final = (Relation.OWN_BODY, Relation.PARTY, Relation.SELF)
FIELDS: Final = ("document",)
DRAWERS: Final = (Relation.OWN_BODY, Relation.PARTY)
BATCH: Final = (*FIELDS, "paper_batch", "progress")
DRAFT: Final = (*FIELDS, "paper_draft")
CHOSEN: Final = (*DRAFT, "assignment", "appointment", "agreement", "proposal", "proposal_line", "party", "need",
                 "member_identity")  # fmt: skip

POLICY: Final = (
    Policy("GET /documents", Right.READ_PAPERS, READERS, FIELDS),
    Policy("GET /documents/drafts", Right.READ_PAPERS, DRAWERS, DRAFT),
    Policy("GET /documents/drafts/new", Right.DRAW_UP, DRAWERS, CHOSEN),
    Policy("POST /documents/drafts", Right.DRAW_UP, DRAWERS, CHOSEN),
    Policy("GET /documents/drafts/{paper_draft}", Right.READ_PAPERS, DRAWERS, DRAFT),
    Policy("POST /documents/drafts/{paper_draft}/approval", Right.APPROVE, DRAWERS, DRAFT),
    Policy("POST /documents/drafts/{paper_draft}/withdrawal", Right.DRAW_UP, DRAWERS, DRAFT),
    Policy("POST /documents/batches", Right.READ_PAPERS, DRAWERS, BATCH),
    Policy("GET /documents/batches/{paper_batch}", Right.READ_PAPERS, (Relation.OWN_BODY,), BATCH),
    Policy("GET /documents/batches/{paper_batch}/file", Right.READ_PAPERS, (Relation.OWN_BODY,), (*BATCH, "file")),
    Policy("POST /documents/{document}/reissue", Right.APPROVE, (Relation.OWN_BODY,), FIELDS),
    Policy("GET /documents/{document}", Right.READ_PAPERS, READERS, FIELDS),
    Policy("GET /documents/{document}/pdf", Right.READ_PAPERS, READERS, (*FIELDS, "file")),
    Policy("GET /training/courses/{course}/pdf", Right.OPEN, (Relation.PUBLIC,), ("course_edition",)),
    Policy("GET /job-descriptions/{description}/pdf", Right.READ_RECRUITMENT, READERS, (*FIELDS, "file")),
    Policy("POST /documents/{document}/rendering", Right.READ_PAPERS, (Relation.OWN_BODY,), FIELDS),
)


def documents_visible_to(viewer: Viewer) -> Condition:
    """Papers the viewer's own body keeps or issues, and those it, or the member itself, is a reader of."""
    own = among(Document.owner, [viewer.organisation]) | among(Document.issuer, [viewer.organisation])
    for reader in (viewer.organisation, viewer.member):
        if reader is not None:
            own = own | Document.readers.any(reader)
    return own


def drafts_visible_to(viewer: Viewer) -> Condition:
    """Who drew it up, and who is to issue it."""
    return among(PaperDraft.owner, [viewer.organisation]) | among(PaperDraft.issuer, [viewer.organisation])


def batches_visible_to(viewer: Viewer) -> Condition:
    """Those of the viewer's own body."""
    return among(PaperBatch.owner, [viewer.organisation])


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


def may_reissue(viewer: Viewer, document: DocumentRow) -> str | None:
    """None where the viewer's body issued the paper, else the sentence why not."""
    if not viewer.acts_for(document.issuer):
        return f"再発行できるのは、発行した団体（{document.issuer_name}）だけです。"
    if document.state != "issued" or document.reissue:
        return "再発行できるのは、番号のついた最初の書類だけです。"
    return None


def may_render(viewer: Viewer, document: DocumentRow) -> str | None:
    """None where the viewer may have the paper made again, else the sentence why not."""
    if not (viewer.acts_for(document.owner) or viewer.acts_for(document.issuer)):
        return "書類をつくり直せるのは、取りまとめる団体と発行する団体だけです。"
    if not (holds(viewer, Right.PROPOSE) or holds(viewer, Right.APPROVE)):
        return "書類をつくり直せるのは、提案か決裁の役割をもつ人です。"
    return None

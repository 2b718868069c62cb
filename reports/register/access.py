"""Who reads a paper: the body that keeps it, the body that issues it, and its readers. Supervision reads none."""

from typing import Final

from auth.permissions import Policy, Relation, Right, holds
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from reports.register.schemas import DocumentRow
from reports.register.tables import Document

READERS: Final = (Relation.OWN_BODY, Relation.PARTY, Relation.SELF)
FIELDS: Final = ("document",)

POLICY: Final = (
    Policy("GET /documents", Right.READ_PAPERS, READERS, (*FIELDS, "member_identity")),
    Policy("POST /documents/{document}/reissue", Right.APPROVE, (Relation.OWN_BODY,), FIELDS),
    Policy("GET /documents/{document}", Right.READ_PAPERS, READERS, FIELDS),
    Policy("GET /documents/{document}/pdf", Right.READ_PAPERS, READERS, (*FIELDS, "file")),
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

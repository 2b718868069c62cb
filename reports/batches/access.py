"""Who sees a batch of papers: the body that took them along."""

from typing import Final

from auth.permissions import Policy, Relation, Right
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from reports.batches.tables import PaperBatch

OWN: Final = (Relation.OWN_BODY,)
BATCH: Final = ("document", "paper_batch", "progress")

POLICY: Final = (
    Policy("POST /documents/batches", Right.READ_PAPERS, (*OWN, Relation.PARTY), (*BATCH, "member_identity")),
    Policy("GET /documents/batches/{paper_batch}", Right.READ_PAPERS, OWN, BATCH),
    Policy("GET /documents/batches/{paper_batch}/file", Right.READ_PAPERS, OWN, (*BATCH, "file")),
)


def batches_visible_to(viewer: Viewer) -> Condition:
    """Those of the viewer's own body."""
    return among(PaperBatch.owner, [viewer.organisation])
